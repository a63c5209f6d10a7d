package validity

import (
	"bytes"
	_ "embed"
	"text/template"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

//go:embed report.md.tmpl
var reportText string

var reportTemplate = template.Must(template.New("report").Funcs(template.FuncMap{"grouped": grouped}).Parse(reportText))

// Report writes the figures down in Markdown. Plots are looked for in folder.
func (f *Figures) Report(folder string) []byte {
	var page bytes.Buffer
	err := reportTemplate.Execute(&page, struct {
		*Figures
		Folder, Version string
		Instrument      string
		MaxSide         int
		Full            bool
	}{f, folder, scoring.Version, f.in.ID, MaxSide, f.complete()})
	if err != nil {
		panic(err) // the template is part of the program, and a test fills it
	}
	return page.Bytes()
}

// complete tells whether all worlds and sizes of the report are in it.
func (f *Figures) complete() bool {
	return len(f.Study.Worlds) == len(Worlds()) && len(f.Study.Sizes) == len(Sizes())
}
