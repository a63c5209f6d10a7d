package openapi

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const (
	// problemName is what a failure is called, as a schema and as a response.
	problemName = "Problem"
	problemRef  = "#/components/schemas/" + problemName
	// failuresOf is the member of a call that lists the statuses it can fail with.
	failuresOf = "x-failures"
)

// foldFailures makes one response of all the failures of a call: the same
// problem, whatever the status. Generated clients have a type, a decoder and a
// variable for each status they read in the document, and callers would have to
// look into a dozen of them to learn one thing. As the default response of every
// call, a problem is one error. Which statuses there can be stays said: to
// readers in its description, to programs in x-failures.
func foldFailures(doc *openapi3.T) {
	for _, op := range operations(doc) {
		var statuses []int
		var said []string
		for _, status := range slices.Sorted(slices.Values(op.Responses.Keys())) {
			code, err := strconv.Atoi(status)
			if err != nil || !isFailure(status) {
				continue
			}
			statuses = append(statuses, code)
			said = append(said, sayFailure(code, op.Responses.Value(status).Value))
			op.Responses.Delete(status)
		}
		if len(statuses) == 0 {
			continue
		}
		if op.Extensions == nil {
			op.Extensions = make(map[string]any)
		}
		op.Extensions[failuresOf] = statuses
		op.Responses.Set("default", &openapi3.ResponseRef{
			Ref: "#/components/responses/" + problemName, Value: problemOf(doc), Description: new(strings.Join(said, ", ")),
		})
	}
}

// sayFailure is a status, and what a comment says of it beyond its name.
func sayFailure(status int, response *openapi3.Response) string {
	about := *response.Description
	if about == "" || about == http.StatusText(status) {
		return strconv.Itoa(status)
	}
	return strconv.Itoa(status) + " (" + about + ")"
}

// problemOf is the response that all calls share, made when it is first asked for.
func problemOf(doc *openapi3.T) *openapi3.Response {
	if known := doc.Components.Responses[problemName]; known != nil {
		return known.Value
	}
	schema := openapi3.NewSchemaRef(problemRef, doc.Components.Schemas[problemName].Value)
	problem := openapi3.NewResponse().WithDescription("What went wrong, in plain words (RFC 9457)").
		WithContent(openapi3.Content{problemType: openapi3.NewMediaType().WithSchemaRef(schema)})
	if doc.Components.Responses == nil {
		doc.Components.Responses = openapi3.ResponseBodies{}
	}
	doc.Components.Responses[problemName] = &openapi3.ResponseRef{Value: problem}
	return problem
}
