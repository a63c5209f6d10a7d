// Package reference draws the OpenAPI document as one page that people read and try
// calls on. The page is plain HTML, made once: nothing has to be worked out in the
// browser before it can be read, and it can be read where no script runs.
package reference

import "encoding/json"

// document is what the page shows of an OpenAPI document.
type document struct {
	Info struct {
		Title, Description string
	}
	Tags       []struct{ Name, Description string }
	Paths      map[string]map[string]operation
	Components struct {
		Schemas    map[string]schema
		Parameters map[string]parameter
		Responses  map[string]response
	}
}

type operation struct {
	OperationID string `json:"operationId"`
	Summary     string
	Description string
	Tags        []string
	Parameters  []parameter
	RequestBody *body
	Responses   map[string]response
	Security    []map[string]any
}

type body struct {
	Description string
	Content     map[string]media
}

type media struct {
	Schema  schema
	Example json.RawMessage
}

type parameter struct {
	Ref         string `json:"$ref"`
	Name, In    string
	Description string
	Required    bool
	Schema      schema
}

type response struct {
	Ref         string `json:"$ref"`
	Description string
	Content     map[string]media
	Headers     map[string]any
}

type schema struct {
	Ref         string `json:"$ref"`
	Type        any    // a text or a list of them
	Format      string
	Description string
	Enum        []any
	Default     any
	Examples    []any
	Required    []string
	Properties  map[string]schema
	Items       *schema
	AnyOf       []schema
	OneOf       []schema
	AllOf       []schema
	Additional  json.RawMessage `json:"additionalProperties"`
	Minimum     *json.Number
	Maximum     *json.Number
	MaxLength   *int
	MaxItems    *int
}
