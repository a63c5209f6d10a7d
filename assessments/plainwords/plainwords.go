// Package plainwords checks whether a text is plain. Most people who answer a
// questionnaire about working together have never seen one before; some read
// little, some listen, some answer with a helper. Words that are hard for them
// are a fault like any other, and a program can find many of them: sentences
// that go on too long, long words, words only offices use, sentences with two
// ideas where one is promised, markup left in a text.
//
// It cannot find everything. A text without faults may still be unclear or
// unkind. Only people can tell, so this check comes before theirs and does not
// replace it.
//
// The package is pure. It knows English, as written in Britain.
package plainwords

import (
	"fmt"
	"html"
	"math"
	"regexp"
	"slices"
	"strings"
)

// Rule says how plain a text must be. The zero Rule still refuses officialese
// and HTML.
type Rule struct {
	MaxWords int     // most words in a sentence; 0 for no limit
	MaxGrade float64 // highest Flesch-Kincaid grade, as [Grade] counts it; 0 for no limit
	OneIdea  bool    // whether a sentence may hold only one idea
}

// The rules for the two variants of every text. A grade is a year of school in
// the United States: pupils in grade 6 are 11 years old, in grade 4 they are 9.
var (
	Standard = Rule{MaxWords: 20, MaxGrade: 6}
	EasyRead = Rule{MaxWords: 15, MaxGrade: 4, OneIdea: true}
)

// Kind is what kind of fault a [Fault] is.
type Kind string

// The kinds of fault.
const (
	LongSentence Kind = "long_sentence" // more words than MaxWords
	HardToRead   Kind = "hard_to_read"  // a grade above MaxGrade
	Officialese  Kind = "officialese"   // a word from the list of officialese
	ManyIdeas    Kind = "many_ideas"    // a sentence that should be two
	HTML         Kind = "html"          // a tag, a comment or a character reference
)

// Fault is one thing to mend in a text.
type Fault struct {
	Kind     Kind
	Text     int    // which of the texts given, from 0
	Sentence string // the sentence to change; for HardToRead, the hardest one
	Detail   string // what is wrong and what to do, in plain words
}

// String is the fault as one line: what to do, and where.
func (f Fault) String() string {
	return fmt.Sprintf("%s In: %q", f.Detail, f.Sentence)
}

// Check returns every fault of the texts, in the order of their sentences; nil
// when there is none. The texts are one piece of reading, such as a question
// with its choices: the grade is that of all of them together and its fault,
// at most one, comes last. A single short text has a grade that says little,
// because one long word moves it by years: give MaxGrade 0 for those.
func Check(rule Rule, texts ...string) []Fault {
	var faults []Fault
	for i, text := range texts {
		for _, sentence := range Sentences(text) {
			for _, f := range checkSentence(rule, sentence) {
				f.Text, f.Sentence = i, sentence
				faults = append(faults, f)
			}
		}
	}
	if f, hard := tooHard(rule, texts); hard {
		faults = append(faults, f)
	}
	return faults
}

func checkSentence(rule Rule, sentence string) []Fault {
	var faults []Fault
	words := wordsOf(sentence)
	if n := len(words); rule.MaxWords > 0 && n > rule.MaxWords {
		faults = append(faults, Fault{Kind: LongSentence, Detail: fmt.Sprintf(
			"This sentence has %d words. The most is %d. Split it or cut it.", n, rule.MaxWords,
		)})
	}
	for _, found := range findOfficialese(words) {
		faults = append(faults, Fault{Kind: Officialese, Detail: fmt.Sprintf(
			"%q is a word that offices use. Instead: %s.", found.as, found.instead,
		)})
	}
	if rule.OneIdea {
		faults = append(faults, checkIdeas(sentence, words)...)
	}
	if found := FindHTML(sentence); found != "" {
		faults = append(faults, Fault{Kind: HTML, Detail: fmt.Sprintf(
			"%q is HTML. Write plain text without it.", found,
		)})
	}
	return faults
}

// joiners are the words that most often bind a second idea to a first. "Who"
// and "that" are not among them: "people who use services" is one idea.
var joiners = []string{
	"although", "and", "because", "but", "however", "if", "or", "since", "so",
	"then", "though", "unless", "until", "when", "whereas", "whether", "which", "while",
}

// checkIdeas tells by its marks and joining words whether a sentence holds
// more than one idea. One joining word may stand: "you and your helper".
func checkIdeas(sentence string, words []string) []Fault {
	var faults []Fault
	if i := strings.IndexAny(sentence, ";()[]{}"); i >= 0 {
		faults = append(faults, Fault{Kind: ManyIdeas, Detail: fmt.Sprintf(
			"This sentence has a %q in it. Make two sentences of it.", sentence[i:i+1],
		)})
	}
	var found []string
	for _, w := range words {
		if w = strings.ToLower(w); slices.Contains(joiners, w) {
			found = append(found, w)
		}
	}
	if len(found) > 1 {
		faults = append(faults, Fault{Kind: ManyIdeas, Detail: fmt.Sprintf(
			"This sentence has more than one idea in it (%s). Make two sentences of it, with one idea each.",
			strings.Join(found, ", "),
		)})
	}
	return faults
}

var (
	tag       = regexp.MustCompile(`<(?:[a-zA-Z][^<>]*/?>?|/[a-zA-Z][^<>]*>?|!--|![a-zA-Z]|\?[a-zA-Z])`)
	reference = regexp.MustCompile(`&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);`)
)

// FindHTML returns the first piece of HTML in text, or "". "R&D" and "a < b"
// are none.
func FindHTML(text string) string {
	if found := tag.FindString(text); found != "" {
		return found
	}
	for _, found := range reference.FindAllString(text, -1) {
		if html.UnescapeString(found) != found {
			return found
		}
	}
	return ""
}

// tooHard compares the grade of the texts with the rule, and names the
// sentence and the words to begin with.
func tooHard(rule Rule, texts []string) (Fault, bool) {
	grade := Grade(texts...)
	if rule.MaxGrade <= 0 || grade <= rule.MaxGrade {
		return Fault{}, false
	}
	hardest := Fault{Kind: HardToRead}
	top := 0.0
	for i, text := range texts {
		for _, sentence := range Sentences(text) {
			if g := Grade(sentence); g > top || hardest.Sentence == "" {
				top, hardest.Text, hardest.Sentence = g, i, sentence
			}
		}
	}
	above := math.Ceil(grade*10) / 10 // rounded down it could seem to be the most there may be
	hardest.Detail = fmt.Sprintf("These words read at grade %.1f. The most is %g. Use shorter words and sentences", above, rule.MaxGrade)
	if long := longWords(texts); len(long) > 0 {
		hardest.Detail += fmt.Sprintf(". The long words are %s", strings.Join(long, ", "))
	}
	hardest.Detail += ". Start with the hardest sentence."
	return hardest, true
}

// longWords are the words of three syllables or more, each once, the longest
// first, and at most eight, which is as many as anyone mends in one go.
func longWords(texts []string) []string {
	var long []string
	for _, text := range texts {
		for _, w := range wordsOf(text) {
			if w = strings.ToLower(w); syllables(w) > 2 && !slices.Contains(long, w) {
				long = append(long, w)
			}
		}
	}
	slices.SortStableFunc(long, func(a, b string) int { return syllables(b) - syllables(a) })
	return long[:min(len(long), 8)]
}
