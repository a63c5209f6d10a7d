package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// MaxBody and MaxScoreBody are the largest bodies read, in bytes.
const (
	MaxBody      = 1 << 20
	MaxScoreBody = 8 << 20
)

// firstBuffer is what is set aside for a body before a byte of it has come:
// memory is for those who send, not for those who say they will.
const firstBuffer = 64 << 10

// readBody reads a JSON body of at most limit bytes.
func readBody(w http.ResponseWriter, r *http.Request, limit int64) ([]byte, error) {
	if err := checkContentType(r); err != nil {
		return nil, err
	}
	tooBig := tooLarge.problem(fmt.Sprintf("The body is larger than %d bytes. Send less at once.", limit))
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
		return nil, tooSlow.problem("The body took too long to arrive. Send it again, or send less at once.")
	case err != nil:
		return nil, malformed.problem("The body broke off before its end. Send it again.")
	}
	return body.Bytes(), nil
}

// mergePatch is JSON that says what to change (RFC 7396).
const mergePatch = "application/merge-patch+json"

// checkContentType refuses a body that does not say it is plain JSON, or a merge
// patch where there is something to patch.
func checkContentType(r *http.Request) error {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		return unsupported.problem("The body is packed. Send it without Content-Encoding.")
	}
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	charset, named := params["charset"]
	isJSON := kind == jsonType || kind == mergePatch && r.Method == http.MethodPatch
	if err != nil || !isJSON || named && !strings.EqualFold(charset, "utf-8") {
		return unsupported.problem("Send JSON in UTF-8, with the header Content-Type: application/json.")
	}
	return nil
}

// strictly refuses unknown fields. Duplicate fields, bytes that are not UTF-8,
// names in another case and data after the end are refused as well: the library
// refuses them by itself.
var strictly = json.RejectUnknownMembers(true)

// withoutNull also refuses null, which would pass for a zero or for nothing. It
// looks at every value on its own, so it is used only where the word is there.
var withoutNull = json.JoinOptions(strictly, json.WithUnmarshalers(json.UnmarshalFromFunc(refuseNull)))

var errNull = errors.New("null")

// refuseNull looks at every value before it is read.
func refuseNull(decoder *jsontext.Decoder, _ any) error {
	if decoder.PeekKind() == 'n' {
		return errNull
	}
	return errors.ErrUnsupported
}

// decode reads a value from JSON, strictly. The error is a problem that names
// the first thing that cannot be read.
func decode[T any](body []byte) (*T, error) {
	value, options := new(T), strictly
	if bytes.Contains(body, []byte("null")) {
		options = withoutNull
	}
	if err := json.Unmarshal(body, value, options); err != nil {
		return nil, unreadable(body, err)
	}
	return value, nil
}

// patch changes a value by a merge patch (RFC 7396), strictly: a field that is
// left out stays, null takes it back to nothing, and a list is replaced.
func patch(body []byte, value any) error {
	if kind := jsontext.Value(body).Kind(); kind != '{' && len(bytes.TrimSpace(body)) > 0 {
		return malformed.problem("A change is a JSON object that holds the fields to change.")
	}
	if err := json.Unmarshal(body, value, strictly); err != nil {
		return unreadable(body, err)
	}
	return nil
}

// unreadable is the problem of a body that cannot be read.
func unreadable(body []byte, err error) error {
	if limit, over := errors.AsType[*Problem](err); over {
		return limit
	}
	if len(bytes.TrimSpace(body)) == 0 {
		return malformed.problem("The body is empty. Send a JSON object.")
	}
	pointer, detail := explain(err)
	return malformed.problem("The body could not be read. "+detail, ProblemError{cutPointer(pointer), detail})
}

// bodyOf reads and decodes the body of a request.
func bodyOf[T any](c *gin.Context) (body []byte, value *T, err error) {
	if body, err = readBody(c.Writer, c.Request, MaxBody); err != nil {
		return nil, nil, err
	}
	value, err = decode[T](body)
	return body, value, err
}

// cutPointer keeps a problem small where somebody nests without end: the
// pointer stops at the last name that fits.
func cutPointer(pointer string) string {
	const most = 300
	if len(pointer) <= most {
		return pointer
	}
	return pointer[:strings.LastIndexByte(pointer[:most+1], '/')]
}

// explain says in plain words where and why JSON could not be read.
func explain(err error) (pointer, detail string) {
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return string(syntax.JSONPointer), explainSyntax(syntax)
	}
	var semantic *json.SemanticError
	if !errors.As(err, &semantic) {
		return "", "It is not the JSON that is needed here."
	}
	pointer = string(semantic.JSONPointer)
	name := semantic.JSONPointer.LastToken()
	switch {
	case errors.Is(err, json.ErrUnknownName):
		return pointer, fmt.Sprintf("There is no field called %.80q here. Check its spelling, or leave it out.", name)
	case errors.Is(err, errNull):
		return pointer, "null is not allowed here. Give a value, or leave the field out."
	case semantic.GoType == nil:
		return pointer, "It is not the JSON that is needed here."
	}
	return pointer, explainKind(semantic)
}

// explainKind says what is there, and what is needed instead.
func explainKind(semantic *json.SemanticError) string {
	found, needed := kindName(semantic.JSONKind, semantic.JSONValue), neededName(semantic.GoType)
	how := ""
	switch {
	case needed == aTime && semantic.JSONKind == '"':
		return "This is not a time. Write it like " + someTime + "."
	case needed == aTime:
		how = " Write it as a text, like " + someTime + "."
	case needed == wholeNumber && semantic.JSONKind == '0':
		how = " Write it with digits only."
	}
	return fmt.Sprintf("This is %s. %s is needed here.%s", found, needed, how)
}

func explainSyntax(syntax *jsontext.SyntacticError) string {
	where := fmt.Sprintf(" Look near byte %d.", syntax.ByteOffset+1)
	switch {
	case errors.Is(syntax, jsontext.ErrDuplicateName):
		return fmt.Sprintf("The field %.80q is given twice. Give it once.", syntax.JSONPointer.LastToken())
	case errors.Is(syntax, io.ErrUnexpectedEOF):
		return "The JSON ends too early." + where
	case strings.Contains(syntax.Error(), "invalid UTF-8"):
		return "The text is not UTF-8." + where
	case strings.Contains(syntax.Error(), "after top-level value"):
		return "There is more after the end of the JSON. Send one object only." + where
	case strings.Contains(syntax.Error(), "exceeded max depth"):
		return "The JSON is nested too deeply." + where
	}
	return "This is not valid JSON." + where
}
