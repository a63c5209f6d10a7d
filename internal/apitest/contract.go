package apitest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const problemType = "application/problem+json"

// contract is a published document made strict, ready to hold exchanges
// against.
type contract struct {
	router  routers.Router
	bodies  bodies
	problem body
	options *openapi3filter.Options
}

// contracts are those read so far, each with its document: reading one takes longer
// than most tests do, and even looking a document up by its text takes long.
var contracts struct {
	sync.Mutex

	read []readSoFar
}

type readSoFar struct {
	document []byte
	*contract
}

// contractOf reads a document, once.
func contractOf(document []byte) (*contract, error) {
	contracts.Lock()
	defer contracts.Unlock()
	for _, known := range contracts.read {
		if bytes.Equal(known.document, document) {
			return known.contract, nil
		}
	}
	read, err := readContract(document)
	if err == nil {
		contracts.read = append(contracts.read, readSoFar{bytes.Clone(document), read})
	}
	return read, err
}

func readContract(document []byte) (*contract, error) {
	readTextFormats()
	closed, err := strict(document)
	if err != nil {
		return nil, err
	}
	doc, err := openapi3.NewLoader().LoadFromData(closed)
	if err != nil {
		return nil, fmt.Errorf("reading the OpenAPI document: %w", err)
	}
	if !doc.IsOpenAPI31OrLater() {
		return nil, fmt.Errorf("the document is OpenAPI %s, not 3.1", doc.OpenAPI)
	}
	router, err := legacy.NewRouter(doc)
	if err != nil {
		return nil, err
	}
	if doc.Components == nil || doc.Components.Schemas["Problem"] == nil {
		return nil, errors.New("the document has no schema called Problem")
	}
	var parts struct {
		Components any `json:"components"`
	}
	if err := json.Unmarshal(closed, &parts); err != nil {
		return nil, err
	}
	problem := bodyOf(doc.Components.Schemas["Problem"], parts.Components)
	c := &contract{router, takeBodies(doc, parts.Components), problem, filterOptions()}
	return c, takeValuesPlainly(doc)
}

func filterOptions() *openapi3filter.Options {
	uuid := openapi3.NewRegexpFormatValidator(openapi3.FormatOfStringForUUIDOfRFC9562)
	return &openapi3filter.Options{
		IncludeResponseStatus:             true,
		RejectWhenRequestBodyNotSpecified: true,
		SkipSettingDefaults:               true,
		AuthenticationFunc:                hasKey,
		SchemaValidationOptions:           []openapi3.SchemaValidationOption{openapi3.WithStringFormatValidator("uuid", uuid)},
	}
}

// hasKey asks only that a key was sent: whether it is a good one is the
// service's to say.
func hasKey(_ context.Context, input *openapi3filter.AuthenticationInput) error {
	if !strings.HasPrefix(input.RequestValidationInput.Request.Header.Get("Authorization"), "Bearer ") {
		return errors.New("the document asks for a key and none was sent")
	}
	return nil
}

// check returns how the exchange departs from the document, or nil.
func (c *contract) check(req *http.Request, sent []byte, got *Response) error {
	if req.Method == http.MethodOptions && req.Header.Get("Access-Control-Request-Method") != "" {
		return nil // a browser asking before it asks: not part of the API
	}
	asked := req.Clone(req.Context())
	asked.Body = io.NopCloser(bytes.NewReader(sent))
	if req.Method == http.MethodHead { // the reply to HEAD is that to GET, without the body
		asked.Method = http.MethodGet
	}
	if err := errors.Join(checkBody(asked.Method == req.Method, got), checkHeader(got)); err != nil {
		return err
	}
	route, params, err := c.router.FindRoute(asked)
	if err != nil {
		return c.checkUnknown(req, got)
	}
	input := &openapi3filter.RequestValidationInput{Request: asked, PathParams: params, Route: route, Options: c.options}
	if got.Status >= 200 && got.Status < 300 {
		if err := c.checkRequest(req.Context(), input, sent); err != nil {
			return fmt.Errorf("a success, but the request is not valid: %w", err)
		}
	}
	return c.checkResponse(req.Context(), input, got, req.Method == http.MethodHead)
}

func (c *contract) checkRequest(ctx context.Context, input *openapi3filter.RequestValidationInput, sent []byte) error {
	if err := openapi3filter.ValidateRequest(ctx, input); err != nil {
		return err
	}
	takes := input.Route.Operation.RequestBody
	if takes == nil || len(sent) == 0 {
		return nil
	}
	return c.bodies.check(takes.Value.Content, input.Request.Header.Get("Content-Type"), sent)
}

// checkBody finds what no schema can: broken JSON (a name twice, data after the
// end), and a problem that names another status than the reply has.
func checkBody(hasBody bool, got *Response) error {
	mediaType := mediaTypeOf(got)
	if !hasBody || !strings.HasSuffix(mediaType, "json") || mediaType == linesType {
		return nil
	}
	if len(got.Body) > 0 && !jsontext.Value(got.Body).IsValid() {
		return errors.New("the body is not well-formed JSON")
	}
	if mediaType != problemType {
		return nil
	}
	var problem struct {
		Status int `json:"status"`
	}
	if err := json.Unmarshal(got.Body, &problem); err != nil {
		return fmt.Errorf("reading the problem: %w", err)
	}
	if problem.Status != got.Status {
		return fmt.Errorf("the problem says its status is %d", problem.Status)
	}
	return nil
}

// owed is the header that a reply with a status owes to the caller (RFC 9110,
// RFC 6585), whatever the document says.
var owed = map[int]string{
	http.StatusCreated:            "Location",
	http.StatusUnauthorized:       "WWW-Authenticate",
	http.StatusMethodNotAllowed:   "Allow",
	http.StatusTooManyRequests:    "Retry-After",
	http.StatusServiceUnavailable: "Retry-After",
}

func checkHeader(got *Response) error {
	if name := owed[got.Status]; name != "" && got.Header.Get(name) == "" {
		return fmt.Errorf("%d without the header %s", got.Status, name)
	}
	return nil
}

// checkUnknown holds the reply at an address, or to a method, that the
// document does not have: a failure, as a problem document.
func (c *contract) checkUnknown(req *http.Request, got *Response) error {
	if got.Status < http.StatusBadRequest {
		return errors.New("this address with this method is not in the document")
	}
	if mediaType := mediaTypeOf(got); mediaType != problemType {
		return fmt.Errorf("the media type is %q, not %s", mediaType, problemType)
	}
	if req.Method == http.MethodHead {
		return nil
	}
	return c.problem.check(got.Body)
}

// checkResponse holds the reply against its operation. What openapi3filter
// lets pass is checked here first: a body where none is documented, and the
// redirects and 304 that it never looks at.
func (c *contract) checkResponse(ctx context.Context, input *openapi3filter.RequestValidationInput, got *Response, head bool) error {
	responses := input.Route.Operation.Responses
	documented := responses.Status(got.Status)
	if documented == nil {
		documented = responses.Default()
	}
	if documented == nil || (responses.Status(got.Status) == nil && !canFail(input.Route.Operation, got.Status)) {
		return fmt.Errorf("the status is not documented; these are: %v, and failures: %v",
			slices.Sorted(slices.Values(responses.Keys())), input.Route.Operation.Extensions[failuresOf])
	}
	if len(documented.Value.Content) == 0 && len(got.Body) > 0 {
		return errors.New("a body where none is documented")
	}
	options := *input.Options
	options.ExcludeResponseBody = head
	response := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: input, Status: got.Status, Header: got.Header, Options: &options,
	}
	if err := openapi3filter.ValidateResponse(ctx, response.SetBodyBytes(got.Body)); err != nil {
		return brief(err)
	}
	if head {
		return nil
	}
	return c.bodies.check(documented.Value.Content, got.Header.Get("Content-Type"), got.Body)
}

// failuresOf is the member of a call that lists the statuses it can fail with:
// in its responses they are one, the default.
const failuresOf = "x-failures"

func canFail(call *openapi3.Operation, status int) bool {
	listed, _ := call.Extensions[failuresOf].([]any)
	return slices.ContainsFunc(listed, func(code any) bool { return fmt.Sprint(code) == strconv.Itoa(status) })
}

func mediaTypeOf(got *Response) string {
	mediaType, _, _ := strings.Cut(got.Header.Get("Content-Type"), ";")
	return strings.ToLower(strings.TrimSpace(mediaType))
}

// schemaDump is what kin-openapi adds to an error: the whole schema and value.
var schemaDump = regexp.MustCompile(`(?s)\nSchema:\n.*`)

func brief(err error) error {
	return errors.New(schemaDump.ReplaceAllString(err.Error(), ""))
}

// readTextFormats teaches openapi3filter, once, that a picture, a page, a calendar, a
// table or JSON lines are text to a schema: it has no decoder for them, or one that
// takes commas alone.
var readTextFormats = sync.OnceFunc(func() {
	for _, mediaType := range []string{"image/svg+xml", "text/html", "text/calendar", "text/csv", linesType} {
		openapi3filter.RegisterBodyDecoder(mediaType, openapi3filter.PlainBodyDecoder)
	}
})
