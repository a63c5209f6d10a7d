package instrument

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

// Warning is something in the words that a reader may stumble over.
type Warning struct {
	Kind     plainwords.Kind // one of plainwords, or one of those below
	Line     int
	Sentence string
	Detail   string // what is wrong and what to do, in plain words
}

// The kinds of warning that package plainwords does not know.
const (
	RungName    plainwords.Kind = "rung_name"    // a question or choice gives a rung's name away
	SaidTwice   plainwords.Kind = "said_twice"   // a text or a sentence that is there already
	CurlyQuotes plainwords.Kind = "curly_quotes" // quotes that are shown with the text
)

// Warnings holds the words of an instrument to the rules of ours, and returns
// what breaks them, block by block. The data is the file it was parsed from;
// only lines are looked up in it.
//
// The rules. Sentences are short; each question, read with its choices, suits
// the reading age; there is no officialese; in Easy Read a sentence has one
// idea (see package plainwords). Neither question nor choice gives away the
// name of a rung, because nobody ticks "coercion". Nothing is said twice in
// one block of words. No text stands between curly quotes. The first three need
// English: of a block in another language only the others are checked.
//
// An instrument of one's own is given some room: one warning for each rung
// whose name is in the questions, which may be an everyday word, and the same
// question for both voices or the same help text again are let be.
func (in *Instrument) Warnings(data []byte) []Warning {
	var root yaml.Node
	if err := yaml.Load(data, &root); err != nil || len(root.Content) == 0 {
		return nil
	}
	var warnings []Warning
	for i := range in.Words {
		p := &proof{
			in: in, words: &in.Words[i], path: at("words", i),
			doc: document{root.Content[0]}, lines: strings.Split(string(data), "\n"),
		}
		p.read()
		warnings = append(warnings, p.warnings...)
	}
	return warnings
}

// proof is the reading of one block of words.
type proof struct {
	in       *Instrument
	words    *Words
	path     []any
	doc      document
	lines    []string
	warnings []Warning
}

// passage is a text and where it stands.
type passage struct {
	path []any
	text string
}

func (p *proof) read() {
	general := p.general()
	all := slices.Clone(general)
	var answered []passage
	for _, q := range p.in.Questions {
		asked, choices := p.question(q.ID)
		answered = slices.Concat(answered, asked, choices)
		if p.isEnglish() {
			p.grade(append(asked[:1:1], choices...))
			if asked[1].text != asked[0].text {
				p.grade(append(asked[1:2:2], choices...))
			}
		}
	}
	p.rungNames(answered)
	all = append(all, answered...)
	p.curlyQuotes(all)
	if p.isEnglish() {
		p.plain(all)
	}
	p.twice(all)
}

func (p *proof) isEnglish() bool {
	return p.words.Lang == "en" || strings.HasPrefix(p.words.Lang, "en-")
}

func (p *proof) rule() plainwords.Rule {
	if p.words.Variant == EasyRead {
		return plainwords.EasyRead
	}
	return plainwords.Standard
}

// general lists the texts around the questions.
func (p *proof) general() []passage {
	w := p.words
	all := []passage{p.passage(w.Title, "title"), p.passage(w.Summary, "summary"), p.passage(w.Privacy, "privacy")}
	titled := func(name string, ids []string, texts map[string]Titled) {
		for _, id := range ids {
			all = append(all, p.passage(texts[id].Title, name, id, "title"), p.passage(texts[id].Description, name, id, "description"))
		}
	}
	titled("rungs", rungIDs(p.in.Rungs), w.Rungs)
	titled("principles", p.in.Principles, w.Principles)
	titled("areas", p.in.Areas, w.Areas)
	for _, stance := range Stances {
		all = append(all, p.passage(w.Groups[stance], "groups", stance))
	}
	for _, code := range Unscored {
		all = append(all, p.passage(w.Unscored[code], "unscored", code))
	}
	return all
}

// question lists the texts of one question: the two stems and what goes with
// them, and the choices.
func (p *proof) question(id string) (asked, choices []passage) {
	q := p.words.Questions[id]
	for _, part := range []struct{ name, text string }{
		{"lived", q.Lived}, {"learnt", q.Learnt}, {"help", q.Help}, {"example", q.Example},
	} {
		asked = append(asked, p.passage(part.text, "questions", id, part.name))
	}
	for _, rung := range p.in.Rungs {
		choices = append(choices, p.passage(q.Choices[rung.Level], "questions", id, "choices", rung.Level))
	}
	return asked, choices
}

func (p *proof) passage(text string, path ...any) passage {
	return passage{slices.Concat(p.path, path), text}
}

func (p *proof) warn(kind plainwords.Kind, in passage, sentence, format string, args ...any) {
	line := p.doc.sentence(p.lines, sentence, in.path...)
	p.warnings = append(p.warnings, Warning{kind, line, sentence, fmt.Sprintf(format, args...)})
}

// plain checks each text by itself, but for its grade, which says little of a
// single sentence.
func (p *proof) plain(all []passage) {
	rule := p.rule()
	rule.MaxGrade = 0
	for _, passage := range all {
		for _, fault := range plainwords.Check(rule, passage.text) {
			p.warn(fault.Kind, passage, fault.Sentence, "%s", fault.Detail)
		}
	}
}

// grade checks how hard texts are that are read together.
func (p *proof) grade(together []passage) {
	texts := make([]string, 0, len(together))
	for _, passage := range together {
		texts = append(texts, passage.text)
	}
	for _, fault := range plainwords.Check(plainwords.Rule{MaxGrade: p.rule().MaxGrade}, texts...) {
		if fault.Kind == plainwords.HardToRead {
			p.warn(fault.Kind, together[fault.Text], fault.Sentence, "%s", fault.Detail)
		}
	}
}

// rungNames finds the names of rungs where people answer.
func (p *proof) rungNames(passages []passage) {
	for _, rung := range p.in.Rungs {
		title := p.words.Rungs[rung.ID].Title
		name := regexp.MustCompile(`(?i)(?:^|[^\p{L}\p{N}])(` + regexp.QuoteMeta(title) + `|` + regexp.QuoteMeta(rung.ID) + `)(?:$|[^\p{L}\p{N}])`)
		for _, passage := range passages {
			if p.rungName(passage, name) && !p.in.published {
				break
			}
		}
	}
}

// rungName finds the name of one rung in one text.
func (p *proof) rungName(in passage, name *regexp.Regexp) bool {
	found := false
	for _, sentence := range plainwords.Sentences(in.text) {
		match := name.FindStringSubmatch(sentence)
		switch {
		case match == nil:
			continue
		case p.in.published:
			p.warn(RungName, in, sentence, "%q is the name of a rung. Say what happens, and not what it is called.", match[1])
		default:
			p.warn(RungName, in, sentence, "Your rung is called %q, which is here and perhaps in other questions. "+
				"If it is an everyday word here, leave it. If not, say what happens, and not what it is called.", match[1])
			return true
		}
		found = true
	}
	return found
}

var curlyQuoted = regexp.MustCompile(`^(“[^“”]*”|‘[^‘’]*’)$`)

// curlyQuotes finds texts between quotes that a word processor has bent, so
// that they are no longer those of the file.
func (p *proof) curlyQuotes(passages []passage) {
	for _, passage := range passages {
		if curlyQuoted.MatchString(strings.TrimSpace(passage.text)) {
			p.warn(CurlyQuotes, passage, passage.text, `The curly quotes are shown with the text. Take them out, or use straight ones (").`)
		}
	}
}

// twice finds texts that are the same as another, and sentences that come
// twice in one text.
func (p *proof) twice(all []passage) {
	output := map[string]passage{}
	for _, passage := range all {
		within := map[string]bool{}
		for _, sentence := range plainwords.Sentences(passage.text) {
			if key := bare(sentence); within[key] {
				p.warn(SaidTwice, passage, sentence, "This is said twice in one text. Once is enough.")
			} else {
				within[key] = true
			}
		}
		key := bare(passage.text)
		if first, again := output[key]; again && key != "" {
			if p.mayRepeat(first, passage) {
				continue
			}
			p.warn(SaidTwice, passage, passage.text, "This is already said on line %d. Say something else, or nothing.", p.doc.line(first.path...))
		} else {
			output[key] = passage
		}
	}
}

// mayRepeat tells whether one text may be the same as another: in an own
// instrument, help texts, and the two stems of one question.
func (p *proof) mayRepeat(first, again passage) bool {
	last := len(again.path) - 1
	if p.in.published || len(first.path) != len(again.path) {
		return false
	}
	same := first.path[last-1] == again.path[last-1]
	return first.path[last] == "help" && again.path[last] == "help" ||
		same && first.path[last] == "lived" && again.path[last] == "learnt"
}

var notWord = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// bare is a text without its marks and capitals.
func bare(text string) string {
	return strings.TrimSpace(notWord.ReplaceAllString(strings.ToLower(text), " "))
}
