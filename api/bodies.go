package api

import (
	"mime"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// MaxBody is the largest body read, in bytes, but for [intake.MaxScoreBytes].
const MaxBody = 1 << 20

// readBody reads a JSON body of at most limit bytes.
func readBody(c *gin.Context, limit int64) ([]byte, error) {
	if err := checkContentType(c.Request); err != nil {
		return nil, err
	}
	return edge.ReadBody(c, limit)
}

// mergePatch is JSON that says what to change (RFC 7396).
const mergePatch = "application/merge-patch+json"

// checkContentType refuses a body that does not say it is plain JSON, or a merge
// patch where there is something to patch.
func checkContentType(r *http.Request) error {
	kind, err := contentType(r)
	if err != nil {
		return err
	}
	if kind != jsonType && (kind != mergePatch || r.Method != http.MethodPatch) {
		return edge.Unsupported.Problem("Send JSON in UTF-8, with the header Content-Type: application/json.")
	}
	return nil
}

// contentType says what a body is; "" for what is not in UTF-8.
func contentType(r *http.Request) (string, error) {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return "", edge.Unsupported.Problem("The body is packed. Send it without Content-Encoding.")
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, named := params["charset"]
	if err == nil && (!named || strings.EqualFold(charset, "utf-8")) {
		return kind, nil
	}
	return "", nil
}

// bodyOf reads and decodes the body of a request.
func bodyOf[T any](c *gin.Context) (body []byte, value *T, err error) {
	if body, err = readBody(c, MaxBody); err != nil {
		return nil, nil, err
	}
	value, err = intake.Decode[T](body)
	return body, value, err
}

// answersOf is bodyOf for what says something of each question.
func answersOf[T any](s *server, c *gin.Context) (*T, error) {
	body, err := readBody(c, MaxBody)
	if err != nil {
		return nil, err
	}
	return intake.DecodeAnswers[T](body, s.Catalogue.MostQuestions())
}
