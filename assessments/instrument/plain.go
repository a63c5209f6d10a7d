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
	Line     int
	Sentence string
	Detail   string // what is wrong and what to do, in plain words
}

// Warnings holds the words of an instrument to the rules of ours, and returns
// what breaks them, block by block. The data is the file it was parsed from;
// only lines are looked up in it.
//
// The rules. Sentences are short; each question, read with its choices, suits
// the reading age; there is no officialese; in Easy Read a sentence has one
// idea (see package plainwords). Neither question nor choice gives away the
// name of a rung, because nobody ticks "coercion". Nothing is said twice in
// one block of words. The first three need English: of a block in another
// language only the last two are checked.
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
	for _, q := range p.in.Questions {
		asked, choices := p.question(q.ID)
		whole := slices.Concat(asked, choices)
		p.rungNames(whole)
		if p.isEnglish() {
			for _, stem := range asked[:2] {
				p.grade(append([]passage{stem}, choices...))
			}
		}
		all = append(all, whole...)
	}
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

func (p *proof) warn(in passage, sentence, format string, args ...any) {
	line := p.doc.sentence(p.lines, sentence, in.path...)
	p.warnings = append(p.warnings, Warning{line, sentence, fmt.Sprintf(format, args...)})
}

// plain checks each text by itself, but for its grade, which says little of a
// single sentence.
func (p *proof) plain(all []passage) {
	rule := p.rule()
	rule.MaxGrade = 0
	for _, passage := range all {
		for _, fault := range plainwords.Check(rule, passage.text) {
			p.warn(passage, fault.Sentence, "%s", fault.Detail)
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
			p.warn(together[fault.Text], fault.Sentence, "%s", fault.Detail)
		}
	}
}

// rungNames finds the names of rungs where people answer.
func (p *proof) rungNames(passages []passage) {
	names := make([]string, 0, len(p.in.Rungs))
	for _, rung := range p.in.Rungs {
		names = append(names, regexp.QuoteMeta(p.words.Rungs[rung.ID].Title), regexp.QuoteMeta(rung.ID))
	}
	name := regexp.MustCompile(`(?i)\b(` + strings.Join(names, "|") + `)\b`)
	for _, passage := range passages {
		for _, sentence := range plainwords.Sentences(passage.text) {
			if found := name.FindString(sentence); found != "" {
				p.warn(passage, sentence, "%q is the name of a rung. Say what happens, and not what it is called.", found)
			}
		}
	}
}

// twice finds texts that are the same as another, and sentences that come
// twice in one text.
func (p *proof) twice(all []passage) {
	said := map[string]passage{}
	for _, passage := range all {
		within := map[string]bool{}
		for _, sentence := range plainwords.Sentences(passage.text) {
			if key := bare(sentence); within[key] {
				p.warn(passage, sentence, "This is said twice in one text. Once is enough.")
			} else {
				within[key] = true
			}
		}
		key := bare(passage.text)
		if first, again := said[key]; again && key != "" {
			p.warn(passage, passage.text, "This is already said on line %d. Say something else, or nothing.", p.doc.line(first.path...))
		} else {
			said[key] = passage
		}
	}
}

var notWord = regexp.MustCompile(`[^\p{L}\p{N}]+`)

// bare is a text without its marks and capitals.
func bare(text string) string {
	return strings.TrimSpace(notWord.ReplaceAllString(strings.ToLower(text), " "))
}
