package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// liftDefaults says in words what a member of a body is when it is left out.
// As JSON Schema's default, openapi-typescript would have callers send it each
// time: to that generator, a member with a default is always there.
func liftDefaults(doc *openapi3.T) {
	seen := make(map[*openapi3.Schema]bool)
	for _, op := range operations(doc) {
		if op.RequestBody == nil {
			continue
		}
		for _, media := range op.RequestBody.Value.Content {
			sayDefaults(media.Schema, seen)
		}
	}
}

func sayDefaults(ref *openapi3.SchemaRef, seen map[*openapi3.Schema]bool) {
	if ref == nil || ref.Value == nil || seen[ref.Value] {
		return
	}
	seen[ref.Value] = true
	for _, name := range slices.Sorted(maps.Keys(ref.Value.Properties)) {
		property := ref.Value.Properties[name]
		if unsaid := property.Value.Default; unsaid != nil && property.Ref == "" {
			said := append(strings.Fields(property.Value.Description), fmt.Sprintf("(%v when left out)", unsaid))
			property.Value.Description, property.Value.Default = strings.Join(said, " "), nil
		}
		sayDefaults(property, seen)
	}
	for _, part := range slices.Concat(ref.Value.AllOf, ref.Value.AnyOf, ref.Value.OneOf, openapi3.SchemaRefs{ref.Value.Items}) {
		sayDefaults(part, seen)
	}
}
