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

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

//go:embed en
var written embed.FS

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
}

// Written reads the sentences that come with the program.
func Written() (*Catalogue, error) { return read(written) }

// read reads a folder for each language. The error names every file that is
// wrong.
func read(folder fs.FS) (*Catalogue, error) {
	files, err := fs.Glob(folder, "*/*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list sentences: %w", err)
	}
	c := &Catalogue{variants: map[string]map[instrument.Variant]*Sentences{}}
	var wrong []error
	for _, file := range files {
		lang := path.Dir(file)
		if c.variants[lang] == nil {
			c.add(lang)
		}
		if err := c.readRoom(folder, file); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", file, err))
		}
	}
	if c.variants[Own] == nil {
		wrong = append(wrong, fmt.Errorf("there are no sentences in %s", Own))
	}
	if err := errors.Join(wrong...); err != nil {
		return nil, err
	}
	c.order()
	return c, nil
}

func (c *Catalogue) add(lang string) {
	c.variants[lang] = map[instrument.Variant]*Sentences{}
	for _, variant := range instrument.Variants {
		c.variants[lang][variant] = &Sentences{lang, variant, map[string]string{}}
	}
}

func (c *Catalogue) order() {
	others := slices.DeleteFunc(slices.Sorted(maps.Keys(c.variants)), func(lang string) bool { return lang == Own })
	c.languages = append([]string{Own}, others...)
	tags := make([]language.Tag, len(c.languages))
	for i, lang := range c.languages {
		tags[i] = language.Make(lang)
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

func (c *Catalogue) readRoom(folder fs.FS, file string) error {
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		return err
	}
	var room map[string]sentence
	if err := yaml.Unmarshal(text, &room); err != nil {
		return err
	}
	lang, name := path.Dir(file), strings.TrimSuffix(path.Base(file), ".yaml")
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

// In returns the sentences in a language that there is, in a variant. Standard
// stands in for a variant that there is not.
func (c *Catalogue) In(lang string, variant instrument.Variant) *Sentences {
	if found := c.variants[lang][variant]; found != nil {
		return found
	}
	return c.variants[lang][instrument.Standard]
}

// Keys lists all keys, in order.
func (s *Sentences) Keys() []string { return slices.Sorted(maps.Keys(s.texts)) }

// Say returns a sentence, such as home.title. After its key come the names of
// what stands in braces, each with what to put there.
func (s *Sentences) Say(key string, filled ...any) (string, error) {
	text, there := s.texts[key]
	if !there {
		return "", fmt.Errorf("there is no sentence %q", key)
	}
	if len(filled) == 0 {
		return text, nil
	}
	if len(filled)%2 != 0 {
		return "", fmt.Errorf("%s: a name without what to put there", key)
	}
	var pairs []string
	for pair := range slices.Chunk(filled, 2) {
		pairs = append(pairs, "{"+fmt.Sprint(pair[0])+"}", fmt.Sprint(pair[1]))
	}
	return strings.NewReplacer(pairs...).Replace(text), nil
}
