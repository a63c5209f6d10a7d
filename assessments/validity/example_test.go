package validity_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/validity"
)

// The same study gives the same figures each time, on every machine.
func ExampleStudy_Run() {
	catalogue, err := instrument.Published()
	if err != nil {
		panic(err)
	}
	world, err := validity.FindWorld("noisy")
	if err != nil {
		panic(err)
	}
	study := validity.Study{Worlds: []validity.World{world}, Sizes: []validity.Size{{Lived: 6, Learnt: 9}}, Organisations: 200}
	figures, err := study.Run(context.Background(), catalogue.Find("coproduction-ladder", "0.9.0"), func(int, int, int) {})
	if err != nil {
		panic(err)
	}
	for line := range strings.Lines(figures.RightBySize()) {
		fmt.Print(line)
	}
	// Output:
	// | size | the true rung | within one | same stance | no rung at all |
	// |---|---|---|---|---|
	// | 6/9 | 66% | 99% | 87% | 0% |
}
