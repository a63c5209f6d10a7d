package openapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/docs"
	"github.com/sevenrungs/sevenrungs/internal/openapi"
)

func TestConvertRefusesWhatIsNotSwagger2(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ give, want string }{
		"empty":           {"", "not a Swagger 2.0 document in JSON"},
		"not JSON":        {"swagger: '2.0'", "not a Swagger 2.0 document in JSON"},
		"a list":          {"[]", "not a Swagger 2.0 document in JSON"},
		"trailing data":   {`{"swagger": "2.0"} {}`, "not a Swagger 2.0 document in JSON"},
		"null":            {"null", `"swagger" is ""`},
		"no version":      {"{}", `"swagger" is ""`},
		"another version": {`{"swagger": "1.2"}`, `"swagger" is "1.2"`},
		"OpenAPI 3":       {`{"openapi": "3.0.3", "info": {}, "paths": {}}`, "this is OpenAPI 3.0.3 already"},
		"wrong shape":     {`{"swagger": "2.0", "paths": []}`, "not a Swagger 2.0 document"},
		"no title":        {`{"swagger": "2.0", "info": {"version": "1"}, "paths": {}}`, "not valid OpenAPI 3.1.1"},
		"dangling reference": {
			document(`"200": {"description": "ok", "schema": {"$ref": "#/definitions/api.Gone"}}`, ""),
			"from Swagger 2.0 to OpenAPI 3.0",
		},
		"a name taken twice": {
			document(`"200": {"description": "ok"}`, `"api.Rung": {"type": "object"}, "scoring.Rung": {"type": "object"}`),
			"api.Rung and scoring.Rung would both be called Rung",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := openapi.Convert([]byte(tt.give))
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Convert() = %.80q, %v; want an error with %q", out, err, tt.want)
			}
		})
	}
}

func TestConvertNamesEveryBreachOfTheHouseRules(t *testing.T) {
	t.Parallel()
	_, err := openapi.Convert([]byte(`{"swagger": "2.0", "info": {"title": "t", "version": "1"},
		"tags": [{"name": "bare"}],
		"securityDefinitions": {"bearer": {"type": "apiKey", "in": "header", "name": "Authorization"}},
		"paths": {
			"/a": {"get": {"tags": ["bare"], "responses": {"404": {"description": "none"}}}},
			"/c/{id}": {"put": {"operationId": "put{Owner}", "summary": "Put", "description": "Puts {an owner}.", "tags": ["{owners}"],
				"parameters": [
					{"in": "path", "name": "id", "type": "string", "required": true, "description": "The {owner}"},
					{"in": "body", "name": "body", "description": "Its {word}", "schema": {"type": "object"}}],
				"responses": {"204": {"description": "put"}}}},
			"/b": {"get": {"operationId": "same", "responses": {"200": {"description": "ok"}}},
			       "post": {"operationId": "same", "tags": ["unknown"], "responses": {"default": {"description": "bad"}}}}}}`))
	want := []string{
		"GET /a: no operation id: add @ID",
		`GET /a: tag "bare" has no @tag.description`,
		"GET /a: 404 has another body than a problem: write {object} Problem",
		"GET /b: no tag: add @Tags",
		`POST /b: operation id "same" is taken by GET /b`,
		`POST /b: tag "unknown" has no @tag.description`,
		"POST /b: default names no failure: write its status",
		`PUT /c/{id}: "put{Owner}" has a word that nothing fills in`,
		`PUT /c/{id}: "Puts {an owner}." has a word that nothing fills in`,
		`PUT /c/{id}: "{owners}" has a word that nothing fills in`,
		`PUT /c/{id}: "The {owner}" has a word that nothing fills in`,
		`PUT /c/{id}: "Its {word}" has a word that nothing fills in`,
		`PUT /c/{id}: tag "{owners}" has no @tag.description`,
		"security scheme bearer: no @description",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), fmt.Sprint(err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestConvertSchemas(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ give, want string }{
		"nullable number": {
			`{"type": "integer", "minimum": 1, "x-nullable": true}`,
			`{"type": ["integer", "null"], "minimum": 1}`,
		},
		"nullable enum lists null too": {
			`{"type": "string", "enum": ["a", "b"], "x-nullable": true}`,
			`{"type": ["string", "null"], "enum": ["a", "b", null]}`,
		},
		"nullable reference keeps its description": {
			`{"description": "or none", "allOf": [{"$ref": "#/definitions/api.Other"}], "x-nullable": true}`,
			`{"description": "or none", "anyOf": [{"$ref": "#/components/schemas/Other"}, {"type": "null"}]}`,
		},
		"nullable combination": {
			`{"allOf": [{"$ref": "#/definitions/api.Other"}, {"type": "object"}], "x-nullable": true}`,
			`{"anyOf": [{"allOf": [{"$ref": "#/components/schemas/Other"}, {"type": "object"}]}, {"type": "null"}]}`,
		},
		"nullable list": {
			`{"type": "array", "items": {"type": "string"}, "x-nullable": true}`,
			`{"type": ["array", "null"], "items": {"type": "string"}}`,
		},
		"nullable inside a map": {
			`{"type": "object", "additionalProperties": {"type": "integer", "x-nullable": true}}`,
			`{"type": "object", "additionalProperties": {"type": ["integer", "null"]}}`,
		},
		"anything at all may be null already": {`{"x-nullable": true}`, `{}`},
		"not nullable":                        {`{"type": "string", "x-nullable": false}`, `{"type": "string"}`},
		"an example becomes examples":         {`{"type": "integer", "example": 4}`, `{"type": "integer", "examples": [4]}`},
		"exclusive bound":                     {`{"type": "number", "minimum": 0, "exclusiveMinimum": true}`, `{"type": "number", "exclusiveMinimum": 0}`},
		"time": {
			`{"type": "object", "properties": {"closed_at": {"type": "string"}}}`,
			`{"type": "object", "properties": {"closed_at": {"type": "string", "format": "date-time", "description": "When it was closed"}}}`,
		},
		"nullable time": {
			`{"type": "object", "properties": {"closed_at": {"type": "string", "x-nullable": true}}}`,
			`{"type": "object", "properties": {"closed_at": {"type": ["string", "null"], "format": "date-time", "description": "When it was closed"}}}`,
		},
		"not a time": {
			`{"type": "object", "properties": {"at": {"type": "string"}, "rated_at": {"type": "integer"}, "day_at": {"type": "string", "format": "date"}}}`,
			`{"type": "object", "properties": {"at": {"type": "string"}, "rated_at": {"type": "integer"}, "day_at": {"type": "string", "format": "date"}}}`,
		},
		"text stays as written": {
			`{"type": "string", "description": "<5 & >3, ‘so’"}`,
			`{"type": "string", "description": "<5 & >3, ‘so’"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := convert(t, document(`"200": {"description": "ok"}`, `"api.Other": {"type": "object"}, "api.thing": `+tt.give))
			sameJSON(t, tt.want, dig(t, doc, "components", "schemas", "Thing"))
		})
	}
}

func TestConvertResponses(t *testing.T) {
	t.Parallel()
	const result = `{"$ref": "#/components/schemas/Result"}`
	for name, tt := range map[string]struct{ give, status, want string }{
		"success as JSON": {
			`"200": {"description": "ok", "schema": {"$ref": "#/definitions/api.Result"}}`, "200",
			`{"application/json": {"schema": ` + result + `}, "text/csv": {"schema": {"type": "string"}}, "image/svg+xml": {"schema": {"type": "string"}}}`,
		},
		"success without a body": {`"204": {"description": "gone"}`, "204", `null`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := convert(t, document(tt.give, `"api.Result": {"type": "object"}, "api.Problem": {"type": "object"}`))
			response := dig(t, doc, "paths", "/things/{id}", "get", "responses", tt.status).(map[string]any)
			sameJSON(t, tt.want, response["content"])
			if response["description"] == "" {
				t.Error("the response has no description")
			}
		})
	}
}

func TestConvertRequestsSecurityAndServers(t *testing.T) {
	t.Parallel()
	doc := convert(t, `{"swagger": "2.0",
		"info": {"title": "t", "version": "1", "contact": {"name": "us"}, "license": {"name": "Apache-2.0"}},
		"tags": [{"name": "things", "description": "Things."}],
		"securityDefinitions": {
			"bearer": {"type": "apiKey", "in": "header", "name": "authorization", "description": "A key."},
			"other": {"type": "apiKey", "in": "header", "name": "X-Key", "description": "Another."}},
		"paths": {"/things": {"post": {"operationId": "make", "tags": ["things"], "security": [{"bearer": []}],
			"parameters": [{"in": "body", "name": "body", "required": true, "schema": {"type": "object"}}],
			"responses": {"201": {"description": "made", "headers": {"ETag": {"type": "string", "description": "tag"}}}}}}}}`)

	sameJSON(t, `"3.1.1"`, doc["openapi"])
	sameJSON(t, `{"type": "http", "scheme": "bearer", "description": "A key."}`, dig(t, doc, "components", "securitySchemes", "bearer"))
	sameJSON(t, `{"type": "apiKey", "in": "header", "name": "X-Key", "description": "Another."}`, dig(t, doc, "components", "securitySchemes", "other"))
	sameJSON(t, `{"title": "t", "version": "1", "contact": {"name": "us"}, "license": {"name": "Apache-2.0"}}`, doc["info"])
	sameJSON(t, `[{"url": "/", "description": "The service this document came from"}]`, doc["servers"])
	post := dig(t, doc, "paths", "/things", "post")
	sameJSON(t, `{"required": true, "content": {"application/json": {"schema": {"type": "object"}}}}`, dig(t, post, "requestBody"))
	sameJSON(t, `[{"bearer": []}]`, dig(t, post, "security"))
	sameJSON(t, `{"ETag": {"description": "tag", "schema": {"type": "string"}}, "X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}`, dig(t, post, "responses", "201", "headers"))
}

func TestConvertShortensTheNamesOfTypes(t *testing.T) {
	t.Parallel()
	doc := convert(t, document(`"200": {"description": "ok", "schema": {"$ref": "#/definitions/api.list-api_scoreResult"}}`,
		`"api.list-api_scoreResult": {"type": "array", "items": {"$ref": "#/definitions/scoring.Result"}}, "scoring.Result": {"type": "object"}`))
	sameJSON(t, `{"ListScoreResult": {"type": "array", "items": {"$ref": "#/components/schemas/Result"}}, "Result": {"type": "object"}}`,
		dig(t, doc, "components", "schemas"))
}

func TestConvertGivesTheSameLinesEveryTime(t *testing.T) {
	t.Parallel()
	swagger2 := []byte(document(`"200": {"description": "ok", "schema": {"$ref": "#/definitions/a.A"}}, "404": {"description": "no", "schema": {"$ref": "#/definitions/a.Problem"}}`,
		`"a.A": {"type": "object", "properties": {"z": {"type": "string"}, "y": {"type": "string"}}}, "a.Problem": {"type": "object"}`))
	first, err := openapi.Convert(swagger2)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"{\n \"components\": {\n", "\n   \"Problem\": {\"type\":\"object\"}\n", "\n   \"get\": {\"operationId\":\"thing\",", "}\n"} {
		if !bytes.Contains(first, []byte(line)) {
			t.Errorf("no line for each schema and call, %q:\n%s", line, first)
		}
	}
	for range 20 {
		again, err := openapi.Convert(swagger2)
		if err != nil || !bytes.Equal(first, again) {
			t.Fatalf("second outcome differs (%v):\n%s", err, cmp.Diff(string(first), string(again)))
		}
	}
}

// document is a Swagger 2.0 document of one operation, as swag writes it.
func document(responses, definitions string) string {
	return fmt.Sprintf(`{"swagger": "2.0", "info": {"title": "t", "version": "1"},
		"tags": [{"name": "things", "description": "Things."}],
		"paths": {"/things/{id}": {"get": {"operationId": "thing", "tags": ["things"],
			"produces": ["application/json", "text/csv", "image/svg+xml"],
			"parameters": [{"in": "path", "name": "id", "type": "string", "required": true}],
			"responses": {%s}}}},
		"definitions": {%s}}`, responses, definitions)
}

func convert(t *testing.T, swagger2 string) map[string]any {
	t.Helper()
	out, err := openapi.Convert([]byte(swagger2))
	if err != nil {
		t.Fatalf("Convert: %v", err)
	}
	if bytes.Contains(out, []byte("nullable")) {
		t.Errorf("a nullable of the old kind is left:\n%s", out)
	}
	var doc map[string]any
	if err := json.Unmarshal(out, &doc); err != nil {
		t.Fatalf("Convert gave no JSON: %v", err)
	}
	return doc
}

func dig(t *testing.T, node any, keys ...string) any {
	t.Helper()
	for _, key := range keys {
		object, _ := node.(map[string]any)
		value, ok := object[key]
		if !ok {
			t.Fatalf("no %q (of %v) in %v", key, keys, node)
		}
		node = value
	}
	return node
}

func sameJSON(t *testing.T, want string, got any) {
	t.Helper()
	var wanted any
	if err := json.Unmarshal([]byte(want), &wanted); err != nil {
		t.Fatalf("the test's own JSON: %v", err)
	}
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Tools read half a megabyte as well as we do, and people on a phone wait for it.
func TestThePublishedDocumentIsShort(t *testing.T) {
	t.Parallel()
	const most = 300_000
	if len(docs.OpenAPI) >= most {
		t.Errorf("%d bytes, want fewer than %d: share what several calls say alike", len(docs.OpenAPI), most)
	}
}

func TestCheckWholeNamesWhatIsLeftOpen(t *testing.T) {
	t.Parallel()
	out, err := openapi.Convert([]byte(`{"swagger": "2.0", "info": {"title": "t", "version": "1"},
		"tags": [{"name": "things", "description": "Things."}],
		"paths": {"/a": {"put": {"operationId": "put", "tags": ["things"],
			"parameters": [{"in": "body", "name": "body", "schema": {"$ref": "#/definitions/api.bare"}}], "responses": {"204": {"description": "put"}}}}},
		"definitions": {
			"api.bare": {"type": "object", "properties": {"colour": {"type": "string"}, "id": {"type": "string"}, "other": {"$ref": "#/definitions/api.told"}}},
			"api.told": {"type": "object", "description": "All is said.", "properties": {"size": {"type": "string", "description": "How large"}}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"PUT /a: no example of a body in application/json: add @x-example",
		"schema Bare: write a comment above the type",
		"schema Bare: colour says nothing: write a comment above the field",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), fmt.Sprint(openapi.CheckWhole(out))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestABodyInSeveralFormsHasAnExampleOfEach(t *testing.T) {
	t.Parallel()
	given := `{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "tags": [{"name": "things", "description": "Things."}],
		"paths": {"/a": {"post": {"operationId": "a", "tags": ["things"], "consumes": ["text/csv", "application/x-ndjson"],
			"x-example": {"text/csv": "voice\nlived", "application/x-ndjson": "{}"},
			"parameters": [{"in": "body", "name": "body", "schema": {"type": "string"}}], "responses": {"204": {"description": "made"}}}}}}`
	sameJSON(t, `{"text/csv": {"schema": {"type": "string"}, "example": "voice\nlived"}, "application/x-ndjson": {"schema": {"type": "string"}, "example": "{}"}}`,
		dig(t, convert(t, given), "paths", "/a", "post", "requestBody", "content"))
}

func TestConvertRefusesAListOfCodesThatThereIsNot(t *testing.T) {
	t.Parallel()
	given := document(`"200": {"description": "ok"}`, `"api.thing": {"type": "object", "properties": {"region": {"type": "string", "x-codes": "Regoin"}}}`)
	if _, err := openapi.Convert([]byte(given), openapi.Codes{Name: "Region", Values: []string{"TLC"}}); err == nil || !strings.Contains(err.Error(), "Regoin") {
		t.Errorf("Convert says %v", err)
	}
}
