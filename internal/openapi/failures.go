package openapi

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const (
	// api is where the calls are whose failures follow from what they take.
	api = "/v1/"
	// never is the mark of a call that cannot fail as others of its kind do:
	// @x-never [403].
	never = "x-never"
)

// failures are those that follow from what a call takes. What only one call
// knows of itself, such as a conflict, its comment says.
var failures = []struct {
	when     func(operation) bool
	statuses []int
}{
	{operation.any, []int{
		http.StatusBadRequest, http.StatusUnauthorized, http.StatusNotAcceptable,
		http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable,
	}},
	{operation.needsKey, []int{http.StatusForbidden}},
	{operation.namesOne, []int{http.StatusNotFound}},
	{operation.takesBody, []int{
		http.StatusRequestTimeout, http.StatusRequestEntityTooLarge,
		http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity,
	}},
	{operation.keepsOnce, []int{http.StatusConflict}},
	{operation.needsMatch, []int{http.StatusPreconditionFailed, http.StatusPreconditionRequired}},
}

func (operation) any() bool           { return true }
func (op operation) needsKey() bool   { return op.Security != nil && len(*op.Security) > 0 }
func (op operation) namesOne() bool   { return strings.Contains(op.path, "{") }
func (op operation) takesBody() bool  { return op.RequestBody != nil }
func (op operation) keepsOnce() bool  { return op.takesHeader("Idempotency-Key") }
func (op operation) needsMatch() bool { return op.takesHeader("If-Match") }
func (op operation) takesHeader(name string) bool {
	return op.Parameters.GetByInAndName(openapi3.ParameterInHeader, name) != nil
}

// addFailures gives each call of the API the failures that follow from what it
// takes. A comment that names one of them anyway is refused, and so is one that
// takes away a failure that does not follow.
func addFailures(doc *openapi3.T) error {
	problem := openapi3.NewSchemaRef(problemRef, nil)
	if known := doc.Components.Schemas[problemName]; known != nil {
		problem.Value = known.Value
	}
	var faults []error
	for _, op := range operations(doc) {
		if !strings.HasPrefix(op.path, api) {
			continue
		}
		following, err := op.following()
		faults = append(faults, err)
		for _, status := range following {
			if op.Responses.Status(status) != nil {
				faults = append(faults, fmt.Errorf("%s %s: every call of its kind can fail with %d: leave it out", op.method, op.path, status))
			}
			op.AddResponse(status, openapi3.NewResponse().WithDescription(http.StatusText(status)).
				WithContent(openapi3.Content{problemType: openapi3.NewMediaType().WithSchemaRef(problem)}))
		}
	}
	return errors.Join(faults...)
}

// following lists the failures that follow from what the call takes, but for
// those that its comment takes away.
func (op operation) following() ([]int, error) {
	var statuses []int
	for _, group := range failures {
		if group.when(op) {
			statuses = append(statuses, group.statuses...)
		}
	}
	without, _ := op.Extensions[never].([]any)
	delete(op.Extensions, never)
	for _, status := range without {
		i := slices.IndexFunc(statuses, func(s int) bool { return strconv.Itoa(s) == fmt.Sprint(status) })
		if i < 0 {
			return nil, fmt.Errorf("%s %s: @%s takes away %v, which no call of its kind fails with", op.method, op.path, never, status)
		}
		statuses = slices.Delete(statuses, i, i+1)
	}
	return statuses, nil
}
