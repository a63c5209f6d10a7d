package api

import "embed"

// pagesPolicy lets the pages run their own scripts and call this service, show
// the picture of a result that they were given, and reach nothing else. It has
// no hole.
const pagesPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed pages
var pagesUI embed.FS

// newPages reads the pages for people: one to answer, one to read a result.
// They call the API as any app does and know no more than an app may.
func newPages() files {
	pages := files{
		"/answer": readFile(pagesUI, "pages/answer.html", pagesPolicy),
		"/result": readFile(pagesUI, "pages/result.html", pagesPolicy),
	}
	for _, name := range []string{"page.css", "icon.svg", "texts.json", "page.js", "service.js", "draft.js", "screens.js", "question.js", "answer.js", "result.js"} {
		pages["/pages/"+name] = readFile(pagesUI, "pages/"+name, pagesPolicy)
	}
	return pages
}
