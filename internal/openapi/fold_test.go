package openapi_test

import "testing"

// A generated client has one error for all that can go wrong.
func TestConvertMakesOneProblemOfAllFailures(t *testing.T) {
	t.Parallel()
	doc := convert(t, paths(`"/v1/a": {"get": {"operationId": "a", "tags": ["things"],
		"responses": {"200": {"description": "ok"}, "409": {"description": "It is closed", "schema": {"$ref": "#/definitions/api.Problem"}}}}},
		"/b": {"get": {"operationId": "b", "tags": ["things"],
		"responses": {"204": {"description": "ok"}, "503": {"description": "Service Unavailable", "schema": {"$ref": "#/definitions/api.Problem"}}}}},
		"/c": {"get": {"operationId": "c", "tags": ["things"], "responses": {"204": {"description": "ok"}}}}`))
	for path, want := range map[string]struct{ failures, folded string }{
		"/v1/a": {`[400, 401, 406, 409, 429, 500, 503]`, `{"$ref": "#/components/responses/Problem", "description": "400, 401, 406, 409 (It is closed), 429, 500, 503"}`},
		"/b":    {`[503]`, `{"$ref": "#/components/responses/Problem", "description": "503"}`},
	} {
		call := dig(t, doc, "paths", path, "get")
		sameJSON(t, want.failures, dig(t, call, "x-failures"))
		responses := dig(t, call, "responses").(map[string]any)
		sameJSON(t, want.folded, responses["default"])
		if len(responses) != 2 {
			t.Errorf("%s has the responses %v", path, responses)
		}
	}
	sameJSON(t, `{"204": {"description": "ok", "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}}}`, dig(t, doc, "paths", "/c", "get", "responses"))
	problem := dig(t, doc, "components", "responses", "Problem")
	sameJSON(t, `{"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}`, dig(t, problem, "content"))
	if dig(t, problem, "description") == "" {
		t.Error("the problem has no description")
	}
}
