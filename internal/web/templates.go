package web

import (
	"bytes"
	"embed"
	"fmt"
	"html"
	"html/template"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

//go:embed templates
var templateFiles embed.FS

// shared are the templates that every page is built of.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/form.html", "templates/asking.html", "templates/published.html", "templates/standing.html", "templates/answering.html", "templates/question.html"}

// templates are the pages, made once for each language and variant, so that say
// means the right words wherever it stands.
type templates struct {
	pages map[*sentences.Sentences]map[string]*template.Template
}

func readTemplates(said *sentences.Catalogue, assets map[string]asset) (*templates, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	all := &templates{map[*sentences.Sentences]map[string]*template.Template{}}
	for _, lang := range said.Languages() {
		for _, variant := range instrument.Variants {
			words := said.In(lang, variant)
			if all.pages[words], err = readPages(words, names, assets); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func readPages(words *sentences.Sentences, names []string, assets map[string]asset) (map[string]*template.Template, error) {
	base, err := template.New("").Funcs(functions(words, assets)).ParseFS(templateFiles, shared...)
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	pages := map[string]*template.Template{}
	for _, name := range names {
		page, err := base.Clone()
		if err == nil {
			page, err = page.ParseFS(templateFiles, name)
		}
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
		pages[strings.TrimSuffix(path.Base(name), ".html")] = page
	}
	return pages, nil
}

// write writes the page of this name.
func (t *templates) write(w io.Writer, words *sentences.Sentences, name string, screen *screen) error {
	page := t.pages[words][name]
	if page == nil {
		return fmt.Errorf("there is no page %q", name)
	}
	var title bytes.Buffer
	if err := page.ExecuteTemplate(&title, "title", screen); err != nil {
		return fmt.Errorf("title of %s: %w", name, err)
	}
	screen.Title = html.UnescapeString(tags.ReplaceAllString(title.String(), "")) // a title can hold no mark
	if err := page.ExecuteTemplate(w, "layout", screen); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	return nil
}

var tags = regexp.MustCompile(`<[^>]*>`)

// functions are what templates may call.
func functions(words *sentences.Sentences, assets map[string]asset) template.FuncMap {
	return template.FuncMap{
		"text": words.Say, // where no mark can stand
		"say": func(key string, filled ...any) (any, error) {
			said, err := words.Find(key, filled...)
			return marked(said, words.Lang), err
		},
		"paragraphs": func(key string, filled ...any) ([]any, error) {
			said, err := words.Find(key, filled...)
			var all []any
			for text := range strings.SplitSeq(said.Text, "\n") {
				all = append(all, marked(sentences.Said{Text: text, Lang: said.Lang}, words.Lang))
			}
			return all, err
		},
		"lines": func(text string) []string { return strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") },
		"asset": func(address string) (string, error) {
			if _, there := assets[address]; !there {
				return "", fmt.Errorf("there is no asset %q", address)
			}
			return assets[address].versioned(address), nil
		},
		"day": words.Weekday,
		"pictogram": func(name string) template.HTML {
			if words.Variant != instrument.EasyRead {
				return ""
			}
			return pictogram(name)
		},
		"minutes": func(seconds int) int {
			return max(1, seconds/60)
		},
		"of":     of,
		"fields": fields,
	}
}

// marked is the text of a sentence. Where it is in another language than the page, it
// says so, for who hears the page read out. In an attribute, which can hold no mark,
// the text alone is left.
func marked(said sentences.Said, lang string) any {
	if said.Lang == lang {
		return said.Text
	}
	return template.HTML(`<span lang="` + said.Lang + `">` + template.HTMLEscapeString(said.Text) + `</span>`) //nolint:gosec // the text is escaped, and the language is the name of a folder
}

// fields makes hidden fields of names and values, without those that are empty.
func fields(pairs ...string) []field {
	var made []field
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			made = append(made, field{Name: pairs[i], Value: pairs[i+1]})
		}
	}
	return made
}

// of makes what a part needs of names and values: {{template "empty" (of "Title" …)}}.
func of(pairs ...any) (map[string]any, error) {
	if len(pairs)%2 != 0 {
		return nil, fmt.Errorf("of: a name without a value")
	}
	made := map[string]any{}
	for i := 0; i < len(pairs); i += 2 {
		made[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return made, nil
}
