package api

import (
	"embed"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5/static"
)

// docsPolicy lets the docs run their own scripts and call this service, and
// reach nothing else. Swagger UI writes style attributes, hence unsafe-inline
// there; scripts have no such hole.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; " +
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

//go:embed ui
var docsUI embed.FS

// newDocs reads the docs: a page of ours around Swagger UI, all of it embedded,
// so that the docs also work where there is no internet.
func newDocs() files {
	return files{
		"/docs/":                     readFile(docsUI, "ui/index.html"),
		"/docs/init.js":              readFile(docsUI, "ui/init.js"),
		"/docs/page.css":             readFile(docsUI, "ui/page.css"),
		"/docs/swagger-ui-bundle.js": readFile(static.FS, "swagger-ui-bundle.js.gz"),
		"/docs/swagger-ui.css":       readFile(static.FS, "swagger-ui.css.gz"),
		"/docs/favicon-32x32.png":    readFile(static.FS, "favicon-32x32.png"),
	}
}

// toDocs leads a person who opens the bare address to the docs.
func toDocs(c *gin.Context) error {
	c.Redirect(http.StatusFound, "/docs/")
	return nil
}
