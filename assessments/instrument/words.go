package instrument

import (
	"slices"

	"golang.org/x/text/language"
)

// Variant is a way of saying the same thing.
type Variant string

// The variants. Standard is for a reading age of 11, EasyRead for 9.
const (
	Standard Variant = "standard"
	EasyRead Variant = "easy_read"
)

// Variants lists the variants an instrument may have.
var Variants = []Variant{Standard, EasyRead}

// Words are all texts of an instrument in one language and one variant.
type Words struct {
	Lang       string // BCP 47, such as en or cy
	Variant    Variant
	Title      string
	Summary    string // what this is, and what it is not
	Privacy    string // what happens to the answers, in a sentence
	Rungs      map[string]Titled
	Principles map[string]Titled
	Areas      map[string]Titled
	Groups     map[Stance]string // one plain sentence for each stance
	Unscored   map[string]string // what each answer without a rung says
	Questions  map[string]QuestionWords
}

// Titled is a short name and what it stands for.
type Titled struct {
	Title       string
	Description string
}

// QuestionWords are the texts of one question.
type QuestionWords struct {
	Lived   string // the question, to people with lived experience
	Learnt  string // the question, to staff, volunteers and trustees
	Help    string
	Example string         // may be left out
	Audio   string         // a link to the question spoken; may be left out
	BSL     string         // a link to the question in British Sign Language; may be left out
	Choices map[int]string // by the level of the rung they show
}

// Choice is the text of the choice at level for the question with this id.
func (w *Words) Choice(question string, level int) string {
	return w.Questions[question].Choices[level]
}

// Languages lists the languages there are words in, the default first.
func (in *Instrument) Languages() []string { return in.languages }

func languagesOf(words []Words) []string {
	var langs []string
	for _, w := range words {
		if !slices.Contains(langs, w.Lang) {
			langs = append(langs, w.Lang)
		}
	}
	return langs
}

// Variants lists the variants there are words in, whatever the language.
func (in *Instrument) Variants() []Variant {
	var variants []Variant
	for _, w := range in.Words {
		if !slices.Contains(variants, w.Variant) {
			variants = append(variants, w.Variant)
		}
	}
	return variants
}

// WordsFor returns the words nearest to what a reader asked for. Of the
// languages wanted, the most wanted first, it takes the best there is; none
// wanted means the instrument's own.
func (in *Instrument) WordsFor(wanted []language.Tag, variant Variant) *Words {
	_, best, _ := in.matcher.Match(wanted...)
	return in.WordsIn(in.languages[best], variant)
}

// WordsIn returns the words nearest to what a reader asked for: that language
// and variant; else that variant in the default language, because easier words
// are an access need; else that language in standard words; else the default.
// The words say themselves what they are.
func (in *Instrument) WordsIn(lang string, variant Variant) *Words {
	own := in.Words[0].Lang
	for _, want := range []Words{{Lang: lang, Variant: variant}, {Lang: own, Variant: variant}, {Lang: lang, Variant: Standard}} {
		for i := range in.Words {
			if in.Words[i].Lang == want.Lang && in.Words[i].Variant == want.Variant {
				return &in.Words[i]
			}
		}
	}
	return &in.Words[0]
}
