package openapi_test

import (
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/openapi"
)

func TestConvertSaysWhetherAKeyIsNeeded(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ said, want string }{
		"none":    {"", `[]`},
		"one":     {`"security": [{"bearer": []}],`, `[{"bearer": []}]`},
		"or none": {`"security": [{"bearer": []}], "x-anyone": true,`, `[{}, {"bearer": []}]`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := convert(t, paths(`"/v1/a": {"get": {"operationId": "a", "tags": ["things"], `+tt.said+` "responses": {"200": {"description": "ok"}}}}`))
			call := dig(t, doc, "paths", "/v1/a", "get").(map[string]any)
			sameJSON(t, tt.want, call["security"])
			if _, left := call["x-anyone"]; left {
				t.Error("the mark is left")
			}
		})
	}
}

func TestConvertNamesTheHeadersThatFollow(t *testing.T) {
	t.Parallel()
	doc := convert(t, paths(`
		"/v1/a": {
			"get": {"operationId": "list", "tags": ["things"], "parameters": [{"in": "query", "name": "cursor", "type": "string"}],
				"responses": {"200": {"description": "ok"}, "304": {"description": "same"}}},
			"post": {"operationId": "make", "tags": ["things"], "parameters": [{"in": "header", "name": "Idempotency-Key", "type": "string"}],
				"responses": {"201": {"description": "made"}}}}`))
	limits := []string{"RateLimit", "RateLimit-Policy", "X-Request-Id"}
	for where, want := range map[string][]string{
		"paths get 200": append([]string{"Link"}, limits...), "paths get 304": limits, "paths post 201": append([]string{"Location"}, limits...),
		"Problem": append([]string{"Retry-After", "WWW-Authenticate"}, limits...),
	} {
		var reply any
		if words := strings.Fields(where); len(words) > 1 {
			reply = dig(t, doc, "paths", "/v1/a", words[1], "responses", words[2])
		} else {
			reply = dig(t, doc, "components", "responses", where)
		}
		headers := dig(t, reply, "headers").(map[string]any)
		for _, name := range want {
			sameJSON(t, `{"$ref": "#/components/headers/`+name+`"}`, headers[name])
			if dig(t, doc, "components", "headers", name, "description") == "" {
				t.Errorf("%s has no description", name)
			}
		}
		if len(headers) != len(want) {
			t.Errorf("%s has the headers %v, want %v", where, headers, want)
		}
	}
	asked := dig(t, doc, "paths", "/v1/a", "get", "parameters").([]any)
	if last := dig(t, asked[len(asked)-1], "name"); last != "If-None-Match" {
		t.Errorf("what may not have changed takes no If-None-Match: %v", asked)
	}
}

func TestConvertRefusesASchemaWithTheNameOfAReply(t *testing.T) {
	t.Parallel()
	given := strings.Replace(paths(`"/a": {"get": {"operationId": "score", "tags": ["things"], "responses": {"200": {"description": "ok"}}}}`),
		`"api.Problem"`, `"api.ScoreResponse": {"type": "object"}, "api.Problem"`, 1)
	if _, err := openapi.Convert([]byte(given)); err == nil || !strings.Contains(err.Error(), "ScoreResponse") {
		t.Errorf("Convert says %v", err)
	}
}

func TestConvertLetsTheValuesOfAMapBeNull(t *testing.T) {
	t.Parallel()
	given := strings.Replace(paths(`"/a": {"get": {"operationId": "a", "tags": ["things"], "responses": {"200": {"description": "ok"}}}}`), `"api.Problem"`,
		`"api.Patch": {"type": "object", "properties": {"answers": {"type": "object", "additionalProperties": {"type": "string"}, "x-nullable": true, "x-nullable-values": true}}}, "api.Problem"`, 1)
	sameJSON(t, `{"description": "The answer to each question, by its id", "type": ["object", "null"], "additionalProperties": {"type": ["string", "null"]}}`,
		dig(t, convert(t, given), "components", "schemas", "Patch", "properties", "answers"))
}
