package comparisons_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

func written(t *testing.T) *sentences.Catalogue {
	t.Helper()
	said, err := sentences.Written()
	if err != nil {
		t.Fatal(err)
	}
	return said
}

func consents(t *testing.T, variant instrument.Variant) []comparisons.Consent {
	t.Helper()
	texts, lang := comparisons.Consents(written(t).In(sentences.Own, variant))
	if lang != sentences.Own {
		t.Errorf("the texts are in %q", lang)
	}
	return texts
}

func TestWhatIsAgreedToIsInPlainWords(t *testing.T) {
	t.Parallel()
	for variant, rule := range map[instrument.Variant]plainwords.Rule{instrument.Standard: plainwords.Standard, instrument.EasyRead: plainwords.EasyRead} {
		for _, consent := range consents(t, variant) {
			for _, fault := range plainwords.Check(rule, append([]string{consent.Title + "."}, consent.Sentences...)...) {
				t.Errorf("%s, %s: %v", variant, consent.Purpose, fault)
			}
		}
	}
}

func TestEveryPurposeSaysWhatStandsAndWhatIsNoCondition(t *testing.T) {
	t.Parallel()
	for variant, says := range map[instrument.Variant][]string{
		instrument.Standard: {"must not make this a condition of a grant", "You can stop at any time.", "stays as it is"},
		instrument.EasyRead: {"must not say you get money only if you do this", "You can stop at any time.", "stays as it is"},
	} {
		texts := consents(t, variant)
		if len(texts) != len(comparisons.Purposes) {
			t.Fatalf("there are %d texts for %d purposes", len(texts), len(comparisons.Purposes))
		}
		for i, consent := range texts {
			if consent.Purpose != comparisons.Purposes[i] {
				t.Errorf("text %d is for %s, want %s", i, consent.Purpose, comparisons.Purposes[i])
			}
			for _, want := range says {
				if !slices.ContainsFunc(consent.Sentences, func(s string) bool { return strings.Contains(s, want) }) {
					t.Errorf("the text for %s does not say %q in %s", consent.Purpose, want, variant)
				}
			}
		}
	}
}

// Easy Read is the same text in easier words, sentence by sentence: one version
// stands for both.
func TestBothVariantsOfAConsentSayTheSame(t *testing.T) {
	t.Parallel()
	standard, easy := consents(t, instrument.Standard), consents(t, instrument.EasyRead)
	for i, consent := range standard {
		if len(consent.Sentences) != len(easy[i].Sentences) {
			t.Errorf("the text for %s has %d lines, and %d in easy read", consent.Purpose, len(consent.Sentences), len(easy[i].Sentences))
		}
		for n, line := range consent.Sentences {
			for _, number := range []string{"10", "60"} {
				if strings.Contains(line, number) != strings.Contains(easy[i].Sentences[n], number) {
					t.Errorf("only one of %q and %q says %s", line, easy[i].Sentences[n], number)
				}
			}
		}
	}
	for _, purpose := range comparisons.Purposes {
		said := written(t)
		one, other := comparisons.Used(purpose, said.In(sentences.Own, instrument.Standard)), comparisons.Used(purpose, said.In(sentences.Own, instrument.EasyRead))
		if len(one) != len(other) {
			t.Errorf("for %s is used: %q, and in easy read: %q", purpose, one, other)
		}
	}
}

// agreedTo are the digests of the texts of each version. Somebody agreed to those of
// a version that was given out: they never change.
var agreedTo = map[string]string{
	"2 standard":  "b944add495f35beb10ee5d10ff4dde5bca0bfa9a19cdbdfeb3bce7bf461bed2c",
	"2 easy_read": "d7a530fed2042289fc1b9063c054dc27b0726400cc461205aaa88f014a91b54f",
}

func TestAVersionNamesTheSameTextForGood(t *testing.T) {
	t.Parallel()
	for _, variant := range instrument.Variants {
		sum := sha256.New()
		for _, consent := range consents(t, variant) {
			fmt.Fprintf(sum, "%s\n%s\n%s\n", consent.Purpose, consent.Title, strings.Join(consent.Sentences, "\n"))
		}
		version := comparisons.ConsentVersion + " " + string(variant)
		if got := hex.EncodeToString(sum.Sum(nil)); got != agreedTo[version] {
			t.Errorf("the text of version %s has changed: its digest is %s. Give another meaning another version", version, got)
		}
	}
}

// Nobody agrees to a text that is half in another language.
func TestAConsentIsNeverInTwoLanguages(t *testing.T) {
	t.Parallel()
	own := "programme_title: A\nprogramme: B\nbenchmark_title: C\nbenchmark: D\nnamed_title: E\nnamed: F\nalways: G\nused: H\nused_named: I\n"
	all := strings.NewReplacer(": ", ": Q").Replace(own)
	for name, tc := range map[string]struct{ text, lang, title, used string }{
		"all of it":         {all, "cy", "QA", "QI"},
		"one is missing":    {strings.Replace(all, "always: QG\n", "", 1), "en", "A", "I"},
		"only one is there": {"programme_title: QA\n", "en", "A", "I"},
	} {
		said, err := sentences.Read(fstest.MapFS{
			"en/consent.yaml": {Data: []byte(own)}, "en/home.yaml": {Data: []byte("title: Z")}, "cy/consent.yaml": {Data: []byte(tc.text)},
		})
		if err != nil {
			t.Fatal(err)
		}
		texts, lang := comparisons.Consents(said.In("cy", instrument.Standard))
		if used := comparisons.Used(release.ByName, said.In("cy", instrument.Standard)); lang != tc.lang || texts[0].Title != tc.title || used[0] != tc.used {
			t.Errorf("%s: %q in %s, used is %q", name, texts, lang, used)
		}
	}
}
