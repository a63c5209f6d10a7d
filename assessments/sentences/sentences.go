package sentences

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Files are the sentences that come with the program: a folder for each language.
//
//go:embed en
var Files embed.FS

// Own is the language that every sentence is there in.
const Own = "en"

// Catalogue holds all sentences in all languages. It is read-only.
type Catalogue struct {
	languages []string // the own one first
	matcher   language.Matcher
	variants  map[string]map[instrument.Variant]*Sentences
}

// Sentences are those in one language and one variant, by room and key: home.title.
type Sentences struct {
	Lang    string // BCP 47, such as en or cy
	Variant instrument.Variant
	texts   map[string]string
	own     *Sentences // the same variant in the own language; nil for that language
}

// Said is one sentence, and the language that it is in: the own one where the
// language that was asked for has no such sentence.
type Said struct{ Text, Lang string }

func (s Said) String() string { return s.Text }

// Written are the sentences that come with the program. They are read once.
var Written = sync.OnceValues(func() (*Catalogue, error) { return Read(Files) })

// Read reads trees of files that have a folder for each language. The error names
// every file that is wrong.
func Read(trees ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{variants: map[string]map[instrument.Variant]*Sentences{}}
	var wrong []error
	for _, tree := range trees {
		files, err := fs.Glob(tree, "*/*.yaml")
		if err != nil {
			return nil, fmt.Errorf("list sentences: %w", err)
		}
		for _, file := range files {
			if err := c.readRoom(tree, file); err != nil {
				wrong = append(wrong, fmt.Errorf("%s: %w", file, err))
			}
		}
	}
	if c.variants[Own] == nil {
		wrong = append(wrong, fmt.Errorf("there are no sentences in %s", Own))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	c.order()
	return c, errors.Join(append(c.strangers(), c.calendars()...)...)
}

// strangers are sentences that the own language does not have. Nobody says them.
func (c *Catalogue) strangers() []error {
	var wrong []error
	for _, lang := range c.languages {
		for _, key := range c.variants[lang][instrument.Standard].Keys() {
			if c.variants[Own][instrument.Standard].texts[key] == "" {
				wrong = append(wrong, fmt.Errorf("%s says %s, which is not there in %s", lang, key, Own))
			}
		}
	}
	return wrong
}

func (c *Catalogue) add(lang string) {
	c.variants[lang] = map[instrument.Variant]*Sentences{}
	for _, variant := range instrument.Variants {
		c.variants[lang][variant] = &Sentences{Lang: lang, Variant: variant, texts: map[string]string{}}
	}
}

func (c *Catalogue) order() {
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(c.variants)), func(lang string) bool { return lang == Own })
	c.languages = append([]string{Own}, others...)
	tags := make([]language.Tag, len(c.languages))
	for i, lang := range c.languages {
		tags[i] = language.Make(lang)
		if lang == Own {
			continue
		}
		for variant, said := range c.variants[lang] {
			said.own = c.variants[Own][variant]
		}
	}
	c.matcher = language.NewMatcher(tags)
}

// sentence is one as it is written: once, or once for each variant.
type sentence map[instrument.Variant]string

// UnmarshalYAML reads a sentence.
func (s *sentence) UnmarshalYAML(node *yaml.Node) error {
	if node.Kind == yaml.ScalarNode {
		*s = sentence{}
		for _, variant := range instrument.Variants {
			(*s)[variant] = node.Value
		}
		return nil
	}
	return node.Decode((*map[instrument.Variant]string)(s))
}

func (c *Catalogue) readRoom(tree fs.FS, file string) error {
	text, err := fs.ReadFile(tree, file)
	if err != nil {
		return err
	}
	lang, name := path.Dir(file), strings.TrimSuffix(path.Base(file), ".yaml")
	if c.variants[lang] == nil {
		c.add(lang)
	}
	var room map[string]sentence
	if err := yaml.Unmarshal(text, &room); err != nil {
		return err
	}
	for key, said := range room {
		if len(said) != len(instrument.Variants) {
			return fmt.Errorf("%s needs standard and easy_read, and nothing else", key)
		}
		for variant, into := range c.variants[lang] {
			text := strings.TrimSpace(said[variant])
			if text == "" {
				return fmt.Errorf("%s says nothing in %s", key, variant)
			}
			into.texts[name+"."+key] = text
		}
	}
	return nil
}

// Languages lists the languages there are, the own one first.
func (c *Catalogue) Languages() []string { return c.languages }

// For returns the sentences in the language nearest to those that a reader wants,
// the most wanted first.
func (c *Catalogue) For(wanted []language.Tag, variant instrument.Variant) *Sentences {
	_, best, _ := c.matcher.Match(wanted...)
	return c.In(c.languages[best], variant)
}

// Beside returns the sentences that stand beside words of a questionnaire: in the
// language nearest to what a reader wants, else in that of the words, and in their
// variant.
func (c *Catalogue) Beside(words *instrument.Words, wanted ...language.Tag) *Sentences {
	return c.For(slices.Concat(wanted, []language.Tag{language.Make(words.Lang)}), words.Variant)
}

// In returns the sentences in a language that there is, in a variant. Standard
// stands in for a variant that there is not.
func (c *Catalogue) In(lang string, variant instrument.Variant) *Sentences {
	if found := c.variants[lang][variant]; found != nil {
		return found
	}
	return c.variants[lang][instrument.Standard]
}

// Keys lists all keys there are in this language, in order.
func (s *Sentences) Keys() []string { return slices.Sorted(maps.Keys(s.texts)) }

// Whole returns these sentences where all of these rooms are there, else those in
// the own language. It is for what is put together of pieces, such as a picture,
// that would make no sense in two languages.
func (s *Sentences) Whole(rooms ...string) *Sentences {
	if s.own == nil {
		return s
	}
	for key := range s.own.texts {
		room, _, _ := strings.Cut(key, ".")
		if slices.Contains(rooms, room) && s.texts[key] == "" {
			return s.own
		}
	}
	return s
}

// Find returns a sentence, such as home.title, and which language it is in. After
// its key come the names of what stands in braces, each with what to put there.
func (s *Sentences) Find(key string, filled ...any) (Said, error) {
	text, there := s.texts[key]
	switch {
	case !there && s.own != nil:
		return s.own.Find(key, filled...)
	case !there:
		return Said{}, fmt.Errorf("there is no sentence %q", key)
	case len(filled)%2 != 0:
		return Said{}, fmt.Errorf("%s: a name without what to put there", key)
	case len(filled) == 0:
		return Said{text, s.Lang}, nil
	}
	var pairs []string
	for pair := range slices.Chunk(filled, 2) {
		with, err := s.written(pair[1])
		if err != nil {
			return Said{}, err
		}
		pairs = append(pairs, "{"+fmt.Sprint(pair[0])+"}", with)
	}
	return Said{strings.NewReplacer(pairs...).Replace(text), s.Lang}, nil
}

// written is what is put into a sentence: another sentence, a day, or any name or
// number.
func (s *Sentences) written(with any) (string, error) {
	switch with := with.(type) {
	case Line:
		return s.Say(with.Key, with.Filled...)
	case time.Time:
		return s.Day(with), nil
	}
	return fmt.Sprint(with), nil
}

// Say returns the text that [Sentences.Find] finds.
func (s *Sentences) Say(key string, filled ...any) (string, error) {
	said, err := s.Find(key, filled...)
	return said.Text, err
}

// Must returns what [Sentences.Find] finds, for code whose keys the tests hold
// against what is written. It panics where there is no such sentence.
func (s *Sentences) Must(key string, filled ...any) Said {
	said, err := s.Find(key, filled...)
	if err != nil {
		panic(err)
	}
	return said
}

// Text returns the text of [Sentences.Must].
func (s *Sentences) Text(key string, filled ...any) string { return s.Must(key, filled...).Text }

// Stance says to, for or with.
func (s *Sentences) Stance(stance instrument.Stance) string {
	return s.Text(map[instrument.Stance]string{instrument.To: "stance.to", instrument.For: "stance.for", instrument.With: "stance.with"}[stance])
}

// List joins names: "a", "a and b", "a, b and c".
func (s *Sentences) List(names ...string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return s.Text("list.and", "names", strings.Join(names[:last], ", "), "last", names[last])
}
