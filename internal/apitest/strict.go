package apitest

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

const componentSchemas = "#/components/schemas/"

// strict returns the document with every object closed: an object whose schema
// names properties may have no others. Where a schema is put together from
// parts (allOf, or properties beside an anyOf), the whole is closed and the
// parts stay open, since each part knows only its own properties.
func strict(document []byte) ([]byte, error) {
	var doc map[string]any
	if err := json.Unmarshal(document, &doc); err != nil {
		return nil, fmt.Errorf("the OpenAPI document is not JSON: %w", err)
	}
	components, _ := doc["components"].(map[string]any)
	published, _ := components["schemas"].(map[string]any)
	c := closer{published}

	closed := make(map[string]any, len(published))
	for name, schema := range published {
		closed[name] = c.close(schema)
	}
	for kind, parts := range components {
		if kind != "schemas" {
			c.closeWithin(parts)
		}
	}
	if published != nil {
		components["schemas"] = closed
	}
	c.closeWithin(doc["paths"])
	return json.Marshal(doc)
}

// closer makes closed copies of schemas.
type closer struct {
	published map[string]any // the components as published, by name
}

// closeWithin replaces the schemas in those parts of the document that carry
// them: media types, parameters and headers.
func (c closer) closeWithin(node any) {
	switch node := node.(type) {
	case map[string]any:
		for key, child := range node {
			switch key {
			case "schema":
				node[key] = c.close(child)
			case "example", "examples":
			default:
				c.closeWithin(child)
			}
		}
	case []any:
		for _, child := range node {
			c.closeWithin(child)
		}
	}
}

// close copies a schema so that it takes no property it does not name.
func (c closer) close(node any) any {
	schema, ok := node.(map[string]any)
	if !ok {
		return node // true or false
	}
	_, spoken := schema["additionalProperties"]
	if isComposed(schema) {
		whole := c.open(schema)
		if !spoken {
			whole["unevaluatedProperties"] = false
		}
		return whole
	}
	closed := c.copyWith(schema, c.close)
	if _, named := schema["properties"]; named && !spoken {
		closed["additionalProperties"] = false
	}
	return closed
}

// open copies a part of a composed schema: it stays open, with what it refers
// to written out, while the schemas of its properties are closed.
func (c closer) open(schema map[string]any) map[string]any {
	part := c.copyWith(schema, func(node any) any {
		if inner, ok := node.(map[string]any); ok {
			return c.open(inner)
		}
		return node
	})
	ref, _ := part["$ref"].(string)
	target, ok := c.published[strings.TrimPrefix(ref, componentSchemas)].(map[string]any)
	if !ok {
		return part
	}
	delete(part, "$ref")
	beside, _ := part["allOf"].([]any)
	part["allOf"] = append([]any{c.open(target)}, beside...)
	return part
}

// copyWith copies a schema, its combined parts by the given function, its other
// subschemas closed.
func (c closer) copyWith(schema map[string]any, part func(any) any) map[string]any {
	copied := maps.Clone(schema)
	for keyword, value := range copied {
		switch keyword {
		case "allOf", "anyOf", "oneOf":
			copied[keyword] = each(value, part)
		case "properties", "patternProperties":
			copied[keyword] = each(value, c.close)
		case "items", "additionalProperties":
			copied[keyword] = c.close(value)
		}
	}
	return copied
}

// each applies a function to the members of a list or an object.
func each(value any, apply func(any) any) any {
	switch value := value.(type) {
	case []any:
		list := make([]any, len(value))
		for i, member := range value {
			list[i] = apply(member)
		}
		return list
	case map[string]any:
		object := make(map[string]any, len(value))
		for name, member := range value {
			object[name] = apply(member)
		}
		return object
	}
	return value
}

// isComposed reports whether the properties of one object come from more than
// one place: its own, a reference, or combined parts.
func isComposed(schema map[string]any) bool {
	all, _ := schema["allOf"].([]any)
	places := len(all)
	for _, keyword := range []string{"properties", "$ref", "anyOf", "oneOf"} {
		if _, present := schema[keyword]; present {
			places++
		}
	}
	return places > 1
}
