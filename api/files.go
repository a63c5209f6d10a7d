package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// files holds what is sent as it is, by address.
type files map[string]file

// file is one file that comes with the program, ready to send.
type file struct {
	body        []byte
	packed      []byte // the same in gzip; nil for what is short
	contentType string
	digest      string
}

// contentTypes are those of the files there are, by the end of their names.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".svg":  svgType,
}

// readFile reads an embedded file. Only a program built without it can fail.
func readFile(from fs.FS, name string) file {
	body, err := fs.ReadFile(from, name)
	if err != nil {
		panic(fmt.Sprintf("files: %v", err))
	}
	return file{body: body, contentType: contentTypes[path.Ext(name)], digest: digestOfFile(body)}
}

// packedFile is a file that is sent packed to who can unpack it.
func packedFile(body []byte, contentType string) file {
	var packed bytes.Buffer
	packer := gzip.NewWriter(&packed)
	_, err := packer.Write(body)
	if err = errors.Join(err, packer.Close()); err != nil {
		panic(fmt.Sprintf("files: %v", err)) // nothing written to memory fails
	}
	return file{body: body, packed: packed.Bytes(), contentType: contentType, digest: digestOfFile(body)}
}

func digestOfFile(body []byte) string {
	digest := sha256.Sum256(body)
	return hex.EncodeToString(digest[:16])
}

// send sends the file. A browser keeps it and asks each time whether it has
// changed, so a new version of the service is never seen half.
func (file file) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", docsPolicy)
	header.Set("Content-Type", file.contentType)
	header.Set("Cache-Control", "no-cache")
	body, tag := file.body, file.digest
	if file.packed != nil {
		header.Add("Vary", "Accept-Encoding")
		if takesGzip(r) {
			header.Set("Content-Encoding", "gzip")
			body, tag = file.packed, tag+"-gzip"
		}
	}
	header.Set("ETag", `"`+tag+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(body))
}

// file sends the file at an address. It is sent whole: a part is no use.
func (s *server) file(c *gin.Context) error {
	found, there := s.files[c.Request.URL.Path]
	if !there {
		return edge.NoRoute(c)
	}
	c.Request.Header.Del("Range")
	found.send(c.Writer, c.Request)
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
