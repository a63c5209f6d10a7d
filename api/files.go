package api

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// files holds what is sent as it is, by address.
type files map[string]file

// file is one file that comes with the program, ready to send.
type file struct {
	body        []byte
	unzipped    func() []byte // of a body in gzip, worked out once; nil for any other
	contentType string
	policy      string // what a browser may do with it: a Content-Security-Policy
	digest      string
}

// contentTypes are those of the files there are, by the end of their names.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".png":  "image/png",
}

// readFile reads an embedded file. Only a program built without it can fail.
func readFile(from fs.FS, name, policy string) file {
	body, err := fs.ReadFile(from, name)
	if err != nil {
		panic(fmt.Sprintf("files: %v", err))
	}
	digest := sha256.Sum256(body)
	plain, packed := strings.CutSuffix(name, ".gz")
	read := file{body: body, contentType: contentTypes[path.Ext(plain)], policy: policy, digest: hex.EncodeToString(digest[:16])}
	if packed {
		read.unzipped = sync.OnceValue(func() []byte { return unzip(body) })
	}
	return read
}

// send sends the file. A browser keeps it and asks each time whether it has
// changed, so a new version of the service is never seen half.
func (file file) send(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Content-Security-Policy", file.policy)
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

func unzip(packed []byte) []byte {
	locale, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("files: %v", err))
	}
	plain, err := io.ReadAll(locale)
	if err != nil {
		panic(fmt.Sprintf("files: %v", err))
	}
	return plain
}
