package reference

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"regexp"
)

//go:embed page
var files embed.FS

// Page draws the page of an OpenAPI document. Its script and its style are beside it:
// see [Files].
func Page(openAPI []byte) ([]byte, error) {
	var doc document
	if err := json.Unmarshal(openAPI, &doc); err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	page, err := template.New("page.html").Funcs(template.FuncMap{"code": marked}).ParseFS(files, "page/page.html")
	if err != nil {
		return nil, fmt.Errorf("read the page: %w", err)
	}
	var out bytes.Buffer
	if err := page.Execute(&out, viewOf(&doc)); err != nil {
		return nil, fmt.Errorf("draw the page: %w", err)
	}
	return out.Bytes(), nil
}

// Files holds what the page loads, in a folder called page.
func Files() embed.FS { return files }

// inCode is what stands between backquotes.
var inCode = regexp.MustCompile("`([^`]+)`")

// marked writes a text with what stands between backquotes as code, the only mark
// that the comments use.
func marked(text string) template.HTML {
	return template.HTML(inCode.ReplaceAllString(template.HTMLEscapeString(text), "<code>$1</code>")) //nolint:gosec // escaped before
}
