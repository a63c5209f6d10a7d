package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"time"

	"github.com/gin-gonic/gin"
)

//go:embed assets
var assetFiles embed.FS

// asset is a file that pages need: the stylesheet, the script, the mark.
type asset struct {
	body        []byte
	contentType string
	digest      string
}

var assetTypes = map[string]string{
	".css": "text/css; charset=utf-8",
	".js":  "text/javascript; charset=utf-8",
	".svg": "image/svg+xml",
}

// readAssets reads the embedded files, by their addresses. Only a program built
// without them can fail.
func readAssets() map[string]asset {
	entries, err := assetFiles.ReadDir("assets")
	if err != nil {
		panic(fmt.Sprintf("assets: %v", err))
	}
	assets := map[string]asset{}
	for _, entry := range entries {
		body, err := fs.ReadFile(assetFiles, "assets/"+entry.Name())
		if err != nil {
			panic(fmt.Sprintf("assets: %v", err))
		}
		sum := sha256.Sum256(body)
		assets["/"+entry.Name()] = asset{body, assetTypes[path.Ext(entry.Name())], hex.EncodeToString(sum[:8])}
	}
	return assets
}

// versioned is the address under which a browser may keep an asset for good.
func (a asset) versioned(address string) string { return address + "?v=" + a.digest }

// asset hands out an asset: for good under its versioned address, so that a new
// version of the service is never seen half.
func (s *server) asset(address string) {
	file, there := s.assets[address]
	if !there {
		panic("there is no asset " + address)
	}
	s.Match([]string{http.MethodGet, http.MethodHead}, address, func(c *gin.Context) {
		c.Header("Cache-Control", "no-cache")
		if c.Query("v") == file.digest {
			c.Header("Cache-Control", "public, max-age=31536000, immutable")
		}
		c.Header("Content-Type", file.contentType)
		c.Header("ETag", `"`+file.digest+`"`)
		http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(file.body))
	})
}
