package plainwords

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed syllables.txt
var syllablesFile string

var exceptions = sync.OnceValue(func() map[string]int {
	known := make(map[string]int)
	for line := range strings.Lines(syllablesFile) {
		word, count, found := strings.Cut(strings.TrimSpace(line), " ")
		if n, err := strconv.Atoi(count); found && err == nil {
			known[word] = n
		}
	}
	return known
})
