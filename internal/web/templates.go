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
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

//go:embed templates
var templateFiles embed.FS

// shared are the templates that every page is built of.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/form.html", "templates/asking.html", "templates/published.html", "templates/standing.html", "templates/answering.html", "templates/question.html"}

// templates are the pages, made once for each language and variant, so that say
// means the right words wherever it stands. What pages share is there once, not once
// for each of them: as copies, it was most of what the service kept in memory.
type templates struct {
	pages map[*sentences.Sentences]*template.Template
}

func readTemplates(said *sentences.Catalogue, assets map[string]asset) (*templates, error) {
	names, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	all := &templates{map[*sentences.Sentences]*template.Template{}}
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

// readPages reads the pages beside what they share. The title and the main part of
// each have a name of its own there: see [partOf]. What else a page defines, it
// names as no other does.
func readPages(words *sentences.Sentences, names []string, assets map[string]asset) (*template.Template, error) {
	does := functions(words, assets)
	pages, err := template.New("").Funcs(does).ParseFS(templateFiles, shared...)
	if err != nil {
		return nil, fmt.Errorf("templates: %w", err)
	}
	for _, name := range names {
		if slices.Contains(shared, name) {
			continue
		}
		page, err := template.New(path.Base(name)).Funcs(does).ParseFS(templateFiles, name)
		if err == nil {
			err = join(pages, page)
		}
		if err != nil {
			return nil, fmt.Errorf("templates: %w", err)
		}
	}
	return pages, nil
}

// join puts a page to the others.
func join(pages, page *template.Template) error {
	for _, defined := range page.Templates() {
		name := defined.Name()
		switch {
		case name == page.Name():
			continue // what stands around the definitions
		case slices.Contains([]string{"title", "main"}, name):
			name = partOf(strings.TrimSuffix(page.Name(), ".html"), name)
		case pages.Lookup(name) != nil:
			return fmt.Errorf("%s defines %q again", page.Name(), name)
		}
		if _, err := pages.AddParseTree(name, defined.Tree); err != nil {
			return err
		}
	}
	return nil
}

// partOf names a part of a page, also for the page itself: {{template "delete title" .}}.
func partOf(page, part string) string { return page + " " + part }

// write writes the page of this name.
func (t *templates) write(w io.Writer, words *sentences.Sentences, name string, screen *screen) error {
	pages := t.pages[words]
	if pages == nil || pages.Lookup(partOf(name, "main")) == nil {
		return fmt.Errorf("there is no page %q", name)
	}
	var title, inner bytes.Buffer
	if err := pages.ExecuteTemplate(&title, partOf(name, "title"), screen); err != nil {
		return fmt.Errorf("title of %s: %w", name, err)
	}
	screen.Title = html.UnescapeString(tags.ReplaceAllString(title.String(), "")) // a title can hold no mark
	if err := pages.ExecuteTemplate(&inner, partOf(name, "main"), screen); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	screen.Main = template.HTML(inner.String()) //nolint:gosec // G203: a template of ours wrote it, and escaped what is not
	if err := pages.ExecuteTemplate(w, "layout", screen); err != nil {
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
