package api

import (
	"fmt"
	"net/http"
	"sync"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/reference"
)

// docsPolicy lets the docs run their own script and call this service, and reach
// nothing else. It has no hole.
const docsPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// newDocs reads what the page of the docs loads.
func newDocs() files {
	read := files{}
	for _, name := range []string{"page.js", "page.css", "icon.svg"} {
		read["/docs/"+name] = readFile(reference.Files(), "page/"+name)
	}
	return read
}

// docsPage is the page that describes every call. It is drawn once, when somebody
// first asks for it, and packed: it is long, and most of it is alike.
var docsPage = sync.OnceValues(func() (file, error) {
	page, err := reference.Page(docs.OpenAPI)
	if err != nil {
		return file{}, fmt.Errorf("draw the docs: %w", err)
	}
	return packedFile(page, contentTypes[".html"]), nil
})

// docs sends the page, or what it loads.
func (s *server) docs(c *gin.Context) error {
	if c.Request.URL.Path != "/docs/" {
		return s.file(c)
	}
	page, err := docsPage()
	if err != nil {
		return err
	}
	c.Request.Header.Del("Range")
	page.send(c.Writer, c.Request)
	return nil
}

// toDocs leads a person who opens the bare address to the docs.
func toDocs(c *gin.Context) error {
	c.Redirect(http.StatusFound, "/docs/")
	return nil
}
