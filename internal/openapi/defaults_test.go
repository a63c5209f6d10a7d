package openapi_test

import (
	"strings"
	"testing"
)

func TestConvertSaysInWordsWhatIsLeftOutOfABody(t *testing.T) {
	t.Parallel()
	given := strings.Replace(paths(`"/a": {"post": {"operationId": "a", "tags": ["things"],
		"parameters": [{"in": "body", "name": "body", "schema": {"$ref": "#/definitions/api.Order"}}, {"in": "query", "name": "limit", "type": "integer", "default": 20}],
		"responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/api.Made"}}}}}`), `"api.Problem"`,
		`"api.Order": {"type": "object", "properties": {"uses": {"type": "integer", "default": 1, "description": "How often"},
			"parts": {"type": "array", "items": {"$ref": "#/definitions/api.Part"}}}},
		"api.Part": {"type": "object", "properties": {"state": {"type": "string", "default": "open", "description": "How far"}}},
		"api.Made": {"type": "object", "properties": {"state": {"type": "string", "default": "open", "description": "How far"}}}, "api.Problem"`, 1)
	doc := convert(t, given)
	property := func(schema, name string) any {
		return dig(t, doc, "components", "schemas", schema, "properties", name)
	}
	sameJSON(t, `{"type": "integer", "description": "How often (1 when left out)"}`, property("Order", "uses"))
	sameJSON(t, `{"type": "string", "description": "How far (open when left out)"}`, property("Part", "state"))
	sameJSON(t, `{"type": "string", "default": "open", "description": "How far"}`, property("Made", "state"))
	sameJSON(t, `20`, dig(t, dig(t, doc, "paths", "/a", "post", "parameters").([]any)[0], "schema", "default"))
}
