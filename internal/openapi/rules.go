package openapi

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// operation is one method on one path.
type operation struct {
	*openapi3.Operation

	method, path string
}

// operations lists the document's operations by path, then method, so that
// errors and output come in the same order every time.
func operations(doc *openapi3.T) []operation {
	var all []operation
	for path, item := range doc.Paths.Map() {
		for method, op := range item.Operations() {
			all = append(all, operation{op, method, path})
		}
	}
	slices.SortFunc(all, func(a, b operation) int {
		return cmp.Or(cmp.Compare(a.path, b.path), cmp.Compare(a.method, b.method))
	})
	return all
}

func isFailure(status string) bool {
	return strings.HasPrefix(status, "4") || strings.HasPrefix(status, "5")
}

// checkHouseRules names every breach of what we ask beyond valid OpenAPI: code
// generators need operation ids, readers need whole sentences and tags with a
// description, and a client must find a problem document behind every failure.
func checkHouseRules(doc *openapi3.T) error {
	var faults []error
	described := make(map[string]bool)
	for _, tag := range doc.Tags {
		described[tag.Name] = tag.Description != ""
	}
	taken := make(map[string]string)
	for _, op := range operations(doc) {
		where := op.method + " " + op.path
		if op.OperationID == "" {
			faults = append(faults, fmt.Errorf("%s: no operation id: add @ID", where))
		} else if other, twice := taken[op.OperationID]; twice {
			faults = append(faults, fmt.Errorf("%s: operation id %q is taken by %s", where, op.OperationID, other))
		}
		taken[op.OperationID] = where
		if reply := shortName(op.OperationID) + "Response"; doc.Components.Schemas[reply] != nil {
			faults = append(faults, fmt.Errorf("%s: the schema %s has the name that generated clients give its reply: rename it", where, reply))
		}
		faults = append(faults, checkFilled(where, op.Operation)...)
		faults = append(faults, checkTags(where, op.Tags, described)...)
		faults = append(faults, checkFailures(where, op.Responses)...)
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.SecuritySchemes)) {
		if doc.Components.SecuritySchemes[name].Value.Description == "" {
			faults = append(faults, fmt.Errorf("security scheme %s: no @description", name))
		}
	}
	return errors.Join(faults...)
}

// checkFilled finds words that expand should have filled in.
func checkFilled(where string, op *openapi3.Operation) []error {
	texts := append([]string{op.OperationID, op.Summary, op.Description}, op.Tags...)
	for _, parameter := range op.Parameters {
		texts = append(texts, parameter.Value.Description)
	}
	if op.RequestBody != nil {
		texts = append(texts, op.RequestBody.Value.Description)
	}
	var faults []error
	for _, text := range texts {
		if strings.ContainsAny(text, "{}") {
			faults = append(faults, fmt.Errorf("%s: %q has a word that nothing fills in", where, text))
		}
	}
	return faults
}

func checkTags(where string, tags []string, described map[string]bool) []error {
	if len(tags) == 0 {
		return []error{fmt.Errorf("%s: no tag: add @Tags", where)}
	}
	var faults []error
	for _, tag := range tags {
		if !described[tag] {
			faults = append(faults, fmt.Errorf("%s: tag %q has no @tag.description", where, tag))
		}
	}
	return faults
}

func checkFailures(where string, responses *openapi3.Responses) []error {
	var faults []error
	for _, status := range slices.Sorted(slices.Values(responses.Keys())) {
		switch {
		case status == "default":
			faults = append(faults, fmt.Errorf("%s: default names no failure: write its status", where))
		case isFailure(status) && !isProblem(responses.Value(status).Value):
			faults = append(faults, fmt.Errorf("%s: %s has another body than a problem: write {object} Problem", where, status))
		}
	}
	return faults
}

func isProblem(response *openapi3.Response) bool {
	for _, media := range response.Content {
		if media.Schema == nil || media.Schema.Value == nil || media.Schema.Ref != problemRef {
			return false
		}
	}
	return len(response.Content) > 0
}
