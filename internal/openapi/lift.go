package openapi

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const (
	jsonType    = "application/json"
	problemType = "application/problem+json" // RFC 9457, section 3
	linesType   = "application/x-ndjson"     // a JSON value a line
)

// liftNullables says in JSON Schema's own words that a value may be null. swag
// marks such a field with x-nullable, and where the field is of a named type it
// wraps the reference in allOf, because Swagger 2.0 lets nothing stand beside
// a $ref. A reference becomes "this or null"; a plain type is left for the
// upgrade to widen. An enum must list null too, or null stays forbidden. Of a map
// whose values may be null, x-nullable-values says so.
func liftNullables(doc *openapi3.T) error {
	return doc.WalkSchemas(func(_ string, ref *openapi3.SchemaRef) error {
		schema := ref.Value
		if mark, marked := schema.Extensions["x-nullable"]; marked {
			schema.Nullable = schema.Nullable || mark == true
			delete(schema.Extensions, "x-nullable")
		}
		if marked := schema.Extensions["x-nullable-values"]; marked != nil {
			schema.AdditionalProperties.Schema.Value.Nullable = true
			delete(schema.Extensions, "x-nullable-values")
		}
		if !schema.Nullable {
			return nil
		}
		if len(schema.Enum) > 0 && !slices.Contains(schema.Enum, nil) {
			schema.Enum = append(schema.Enum, nil)
		}
		if len(schema.AllOf) > 0 {
			schema.AnyOf = openapi3.SchemaRefs{whole(schema.AllOf), null()}
			schema.AllOf, schema.Nullable = nil, false
		}
		return nil
	})
}

func whole(parts openapi3.SchemaRefs) *openapi3.SchemaRef {
	if len(parts) == 1 {
		return parts[0]
	}
	return &openapi3.SchemaRef{Value: &openapi3.Schema{AllOf: parts}}
}

func null() *openapi3.SchemaRef {
	return &openapi3.SchemaRef{Value: &openapi3.Schema{Type: &openapi3.Types{openapi3.TypeNull}}}
}

// liftTimes gives every text called …_at the format of a time (RFC 3339).
func liftTimes(doc *openapi3.T) error {
	return doc.WalkSchemas(func(_ string, ref *openapi3.SchemaRef) error {
		for name, property := range ref.Value.Properties {
			value := property.Value
			if property.Ref == "" && value != nil && value.Format == "" &&
				strings.HasSuffix(name, "_at") && value.Type.Includes(openapi3.TypeString) {
				value.Format = "date-time"
			}
		}
		return nil
	})
}

// liftBearer turns "an API key in the Authorization header", the nearest that
// Swagger 2.0 has, into bearer authentication (RFC 6750).
func liftBearer(doc *openapi3.T) {
	for _, ref := range doc.Components.SecuritySchemes {
		scheme := ref.Value
		if scheme.Type == "apiKey" && scheme.In == "header" && strings.EqualFold(scheme.Name, "Authorization") {
			scheme.Type, scheme.Scheme = "http", "bearer"
			scheme.In, scheme.Name = "", ""
		}
	}
}

// liftContent gives each response the media types it really has. In Swagger 2.0
// one list of them covers all responses of an operation; here successes keep
// that list, and the failures, folded into one, are shared.
func liftContent(doc *openapi3.T) {
	for _, op := range operations(doc) {
		if op.RequestBody != nil {
			liftRequest(op.RequestBody.Value)
		}
		for _, ref := range op.Responses.Map() {
			if ref.Ref == "" {
				liftSuccess(ref.Value)
			}
		}
	}
}

// liftRequest makes JSON of a body whose operation has no @Accept, and drops
// kin-openapi's note for the way back to Swagger 2.0.
func liftRequest(body *openapi3.RequestBody) {
	delete(body.Extensions, "x-originalParamName")
	if media, unsaid := body.Content["*/*"]; unsaid {
		body.Content = openapi3.Content{jsonType: media}
	}
	liftForms(body.Content)
}

func liftSuccess(response *openapi3.Response) {
	delete(response.Content, problemType)
	liftForms(response.Content)
}

// eachLine is the mark of what each line of JSON lines holds: OpenAPI 3.1 has no
// word of its own for that.
const eachLine = "x-each-line"

// liftForms keeps the schema for JSON and calls every other form text: a
// result as text/csv or image/svg+xml is not the JSON object beside it.
func liftForms(content openapi3.Content) {
	liftForeign(content)
	for mediaType, media := range content {
		if mediaType == jsonType || strings.HasSuffix(mediaType, "+json") || media.Schema == nil {
			continue
		}
		if media.Schema.Ref == "" && media.Schema.Value.Type.Is(openapi3.TypeString) {
			continue
		}
		text := *media // all types have the one
		text.Schema = openapi3.NewSchemaRef("", openapi3.NewStringSchema())
		if mediaType == linesType {
			text.Extensions = map[string]any{eachLine: media.Schema}
		}
		content[mediaType] = &text
	}
}
