package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"sync"
	"time"

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

// docsFile is one file of the docs, ready to send.
type docsFile struct {
	body        []byte
	unzipped    func() []byte // of a body in gzip, worked out once; nil for any other
	contentType string
	digest      string
}

// docsFiles holds the docs by address: a page of ours around Swagger UI, all of
// it embedded, so that the docs also work where there is no internet.
type docsFiles map[string]docsFile

// newDocs reads the docs.
func newDocs() docsFiles {
	const (
		html   = "text/html; charset=utf-8"
		script = "text/javascript; charset=utf-8"
		style  = "text/css; charset=utf-8"
	)
	return docsFiles{
		"/docs/":                     readDocs(docsUI, "ui/index.html", html),
		"/docs/init.js":              readDocs(docsUI, "ui/init.js", script),
		"/docs/page.css":             readDocs(docsUI, "ui/page.css", style),
		"/docs/swagger-ui-bundle.js": readDocs(static.FS, "swagger-ui-bundle.js.gz", script),
		"/docs/swagger-ui.css":       readDocs(static.FS, "swagger-ui.css.gz", style),
		"/docs/favicon-32x32.png":    readDocs(static.FS, "favicon-32x32.png", "image/png"),
	}
}

// readDocs reads an embedded file. Only a program built without it can fail.
func readDocs(files fs.FS, name, contentType string) docsFile {
	body, err := fs.ReadFile(files, name)
	if err != nil {
		panic(fmt.Sprintf("docs: %v", err))
	}
	digest := sha256.Sum256(body)
	file := docsFile{body: body, contentType: contentType, digest: hex.EncodeToString(digest[:16])}
	if strings.HasSuffix(name, ".gz") {
		file.unzipped = sync.OnceValue(func() []byte { return unzip(body) })
	}
	return file
}

// send sends the file. A browser keeps it and asks each time whether it has
// changed, so a new version of the service is never seen half.
func (file docsFile) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", docsPolicy)
	header.Set("Content-Type", file.contentType)
	header.Set("Cache-Control", "no-cache")
	body, tag := file.body, file.digest
	if file.unzipped != nil {
		header.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			header.Set("Content-Encoding", "gzip")
			tag += "-gzip"
		} else {
			body = file.unzipped()
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// docsPage shows the docs. They are sent whole: a part of a file is no use.
func (s *server) docsPage(c *gin.Context) error {
	file, found := s.docs[c.Request.URL.Path]
	if !found {
		return noRoute(c)
	}
	c.Request.Header.Del("Range")
	file.send(c.Writer, c.Request)
	return nil
}

// toDocs leads a person who opens the bare address to the docs.
func toDocs(c *gin.Context) error {
	c.Redirect(http.StatusFound, "/docs/")
	return nil
}

func takesGzip(r *http.Request) bool {
	for coding := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, weight, _ := strings.Cut(coding, ";")
		if strings.EqualFold(strings.TrimSpace(name), "gzip") {
			return weight == "" || strings.Trim(weight, " qQ=0.") != "" // q=0 means "not this one"
		}
	}
	return false
}

func unzip(packed []byte) []byte {
	reader, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("docs: %v", err))
	}
	plain, err := io.ReadAll(reader)
	if err != nil {
		panic(fmt.Sprintf("docs: %v", err))
	}
	return plain
}
