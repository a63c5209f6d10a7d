package openapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// anyone is the mark of a call that works without a key, and otherwise with one:
// @x-anyone true.
const anyone = "x-anyone"

// What every reply may carry, by the names it has in the document.
const (
	requestID    = "X-Request-Id"
	rateLimit    = "RateLimit"
	ratePolicy   = "RateLimit-Policy"
	retryAfter   = "Retry-After"
	authenticate = "WWW-Authenticate"
	location     = "Location"
	linkToNext   = "Link"
)

// shared are the headers that more than one kind of call has.
var shared = map[string]struct {
	about  string
	schema *openapi3.Schema
}{
	requestID:    {"The id of this request: yours, or one that was made for it", openapi3.NewStringSchema()},
	rateLimit:    {"What is left, and for how many seconds: \"default\";r=42;t=17 (IETF draft-ietf-httpapi-ratelimit-headers)", openapi3.NewStringSchema()},
	ratePolicy:   {"How much there is in how many seconds: \"default\";q=600;w=60", openapi3.NewStringSchema()},
	retryAfter:   {"With 429, 503, and 409 while the same request is under way: how many seconds to wait before trying again", openapi3.NewIntegerSchema().WithMin(1)},
	authenticate: {"With 401: how to send a key", openapi3.NewStringSchema()},
	location:     {"The address of what was made", openapi3.NewStringSchema()},
	linkToNext:   {"The next page, as rel=\"next\"; not on the last", openapi3.NewStringSchema()},
}

// liftCalls says of each call what follows from what it is: that it needs no key,
// which form its parameters have, and which headers come with a reply.
func liftCalls(doc *openapi3.T) {
	doc.Components.Headers = openapi3.Headers{}
	for name, header := range shared {
		doc.Components.Headers[name] = &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
			Description: header.about, Schema: header.schema.NewRef(),
		}}}
	}
	if problem := doc.Components.Responses[problemName]; problem != nil {
		addHeaders(problem.Value, doc.Components.Headers, requestID, rateLimit, ratePolicy, retryAfter, authenticate)
	}
	for _, op := range operations(doc) {
		op.liftSecurity()
		op.liftParameters()
		for status, ref := range op.Responses.Map() {
			if ref.Ref == "" { // else it is the problem, which all share already
				op.liftHeaders(status, ref.Value, doc.Components.Headers)
				shareReply(doc, op, status, ref)
			}
		}
	}
}

// liftSecurity says so where no key is needed: left out, it could be anything.
func (op operation) liftSecurity() {
	if op.Security == nil {
		op.Security = openapi3.NewSecurityRequirements()
	}
	if op.Extensions[anyone] == true {
		*op.Security = slices.Insert(*op.Security, 0, openapi3.NewSecurityRequirement())
	}
	delete(op.Extensions, anyone)
}

// ids are the names of path parameters that are a UUID, but for an instrument's.
var ids = []string{"id", "response", "invitation", "link", "grant", "key", "share", "action"}

func (op operation) liftParameters() {
	for _, parameter := range op.Parameters {
		p := parameter.Value
		if p.In == openapi3.ParameterInPath && slices.Contains(ids, p.Name) && !strings.HasPrefix(op.path, "/v1/instruments/") {
			p.Schema.Value.Format = "uuid"
		}
	}
	if op.Responses.Status(http.StatusNotModified) != nil {
		op.AddParameter(&openapi3.Parameter{
			In: openapi3.ParameterInHeader, Name: "If-None-Match", Schema: openapi3.NewStringSchema().NewRef(),
			Description: "The ETag you have: 304 comes when nothing has changed",
		})
	}
}

// liftHeaders adds the headers that follow from the call and the status.
func (op operation) liftHeaders(status string, response *openapi3.Response, known openapi3.Headers) {
	names := []string{requestID}
	if strings.HasPrefix(op.path, api) {
		names = append(names, rateLimit, ratePolicy)
	}
	switch status {
	case strconv.Itoa(http.StatusCreated):
		if op.keepsOnce() {
			names = append(names, location)
		}
	case strconv.Itoa(http.StatusOK):
		if op.Parameters.GetByInAndName(openapi3.ParameterInQuery, "cursor") != nil {
			names = append(names, linkToNext)
		}
	}
	addHeaders(response, known, names...)
}

func addHeaders(response *openapi3.Response, known openapi3.Headers, names ...string) {
	if response.Headers == nil {
		response.Headers = openapi3.Headers{}
	}
	for _, name := range names {
		response.Headers[name] = &openapi3.HeaderRef{Ref: "#/components/headers/" + name, Value: known[name].Value}
	}
}

// notChanged is what comments say of a 304.
const notChanged = "Not changed since the ETag in If-None-Match"

// shareReply says once in the document what all calls of the API have alike: a
// reply without a body. One that a comment explains stays with its call.
func shareReply(doc *openapi3.T, op operation, status string, ref *openapi3.ResponseRef) {
	code, err := strconv.Atoi(status)
	if err != nil || !strings.HasPrefix(op.path, api) || len(ref.Value.Content) > 0 {
		return
	}
	if said := *ref.Value.Description; said != http.StatusText(code) && said != notChanged {
		return
	}
	name := strings.ReplaceAll(http.StatusText(code), " ", "")
	if doc.Components.Responses[name] == nil {
		doc.Components.Responses[name] = &openapi3.ResponseRef{Value: ref.Value}
	}
	ref.Ref = "#/components/responses/" + name
}
