package web

import (
	"embed"
	"html/template"
)

// The pictograms are our own, each with one width of line and without letters. In
// Easy Read they stand beside what they show, which is said in words as well. So
// who does not see them misses nothing.
//
//go:embed pictograms
var pictogramFiles embed.FS

// pictogram returns the drawing of this name. Where there is none it is "": a
// questionnaire of somebody's own has principles of its own.
func pictogram(name string) template.HTML {
	drawing, err := pictogramFiles.ReadFile("pictograms/" + name + ".svg")
	if err != nil {
		return ""
	}
	return template.HTML(drawing) //nolint:gosec // it comes with the program
}
