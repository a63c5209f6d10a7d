package comparisons_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

func TestWhatIsAgreedToIsInPlainWords(t *testing.T) {
	t.Parallel()
	for _, consent := range comparisons.Consents {
		for _, fault := range plainwords.Check(plainwords.Standard, append([]string{consent.Title + "."}, consent.Sentences...)...) {
			t.Errorf("%s: %v", consent.Purpose, fault)
		}
	}
}

func TestEveryPurposeSaysWhatStandsAndWhatIsNoCondition(t *testing.T) {
	t.Parallel()
	if len(comparisons.Consents) != len(comparisons.Purposes) {
		t.Fatalf("there are %d texts for %d purposes", len(comparisons.Consents), len(comparisons.Purposes))
	}
	for i, consent := range comparisons.Consents {
		if consent.Purpose != comparisons.Purposes[i] {
			t.Errorf("text %d is for %s, want %s", i, consent.Purpose, comparisons.Purposes[i])
		}
		for _, want := range []string{"must not make this a condition of a grant", "You can stop at any time.", "stays as it is"} {
			if !slices.ContainsFunc(consent.Sentences, func(s string) bool { return strings.Contains(s, want) }) {
				t.Errorf("the text for %s does not say %q", consent.Purpose, want)
			}
		}
	}
}
