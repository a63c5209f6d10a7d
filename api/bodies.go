package api

import (
	"bytes"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/intake"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// MaxBody is the largest body read, in bytes, but for [intake.MaxScoreBytes].
const MaxBody = 1 << 20

// firstBuffer is what is set aside for a body before a byte of it has come:
// memory is for those who send, not for those who say they will.
const firstBuffer = 64 << 10

// readBody reads a JSON body of at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if err := checkContentType(r); err != nil {
		return nil, err
	}
	tooBig := edge.TooLarge.Problem(fmt.Sprintf("The body is larger than %d bytes. Send less at once.", limit))
	if r.ContentLength > limit {
		return nil, tooBig
	}
	var body bytes.Buffer
	body.Grow(int(min(max(0, r.ContentLength), firstBuffer)) + bytes.MinRead)
	_, err := body.ReadFrom(http.MaxBytesReader(w, r.Body, limit))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, tooBig
	case errors.Is(err, os.ErrDeadlineExceeded):
		return nil, edge.TooSlow.Problem("The body took too long to arrive. Send it again, or send less at once.")
	case err != nil:
		return nil, edge.Malformed.Problem("The body broke off before its end. Send it again.")
	}
	return body.Bytes(), nil
}

// mergePatch is JSON that says what to change (RFC 7396).
const mergePatch = "application/merge-patch+json"

// checkContentType refuses a body that does not say it is plain JSON, or a merge
// patch where there is something to patch.
func checkContentType(r *http.Request) error {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return edge.Unsupported.Problem("The body is packed. Send it without Content-Encoding.")
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, named := params["charset"]
	isJSON := kind == jsonType || kind == mergePatch && r.Method == http.MethodPatch
	if err != nil || !isJSON || named && !strings.EqualFold(charset, "utf-8") {
		return edge.Unsupported.Problem("Send JSON in UTF-8, with the header Content-Type: application/json.")
	}
	return nil
}

// bodyOf reads and decodes the body of a request.
func bodyOf[T any](c *gin.Context) (body []byte, value *T, err error) {
	if body, err = readBody(c.Writer, c.Request, MaxBody); err != nil {
		return nil, nil, err
	}
	value, err = intake.Decode[T](body)
	return body, value, err
}

// answersOf is bodyOf for what says something of each question.
func answersOf[T any](s *server, c *gin.Context) (*T, error) {
	body, err := readBody(c.Writer, c.Request, MaxBody)
	if err != nil {
		return nil, err
	}
	return intake.DecodeAnswers[T](body, s.Catalogue.MostQuestions())
}
