package openapi_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/internal/openapi"
)

func TestConvertRefusesFailuresThatFollowOrDoNot(t *testing.T) {
	t.Parallel()
	const failure = `{"description": "no", "schema": {"$ref": "#/definitions/api.Problem"}}`
	_, err := openapi.Convert([]byte(paths(`
		"/v1/a": {"get": {"operationId": "a", "tags": ["things"], "responses": {"200": {"description": "ok"}, "400": ` + failure + `, "409": ` + failure + `, "429": ` + failure + `}}},
		"/v1/b": {"get": {"operationId": "b", "tags": ["things"], "x-never": [406, 409], "responses": {"200": {"description": "ok"}}}}`)))
	want := []string{
		"GET /v1/a: every call of its kind can fail with 400: leave it out",
		"GET /v1/a: every call of its kind can fail with 429: leave it out",
		"GET /v1/b: @x-never takes away 409, which no call of its kind fails with",
	}
	if diff := cmp.Diff(strings.Join(want, "\n"), fmt.Sprint(err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestConvertRefusesFailuresWithoutAProblem(t *testing.T) {
	t.Parallel()
	give := strings.Replace(paths(`"/v1/a": {"get": {"operationId": "a", "tags": ["things"], "responses": {"200": {"description": "ok"}}}}`),
		"api.Problem", "api.Other", 1)
	if _, err := openapi.Convert([]byte(give)); err == nil || !strings.Contains(err.Error(), "Problem") {
		t.Errorf("Convert() = %v", err)
	}
}

func TestConvertAddsTheFailuresThatFollowFromWhatACallTakes(t *testing.T) {
	t.Parallel()
	const all, body = "400 401 406 429 500 503", `{"in": "body", "name": "body", "schema": {"type": "object"}}`
	header := func(name string) string { return `{"in": "header", "name": "` + name + `", "type": "string"}` }
	for name, tt := range map[string]struct{ method, path, parameter, also, want string }{
		"read":             {"get", "/v1/a", "", "", all},
		"write":            {"post", "/v1/a", "", "", all},
		"with a key":       {"get", "/v1/a", "", `"security": [{"bearer": []}],`, all + " 403"},
		"without a key":    {"get", "/v1/a", "", `"security": [],`, all},
		"of one":           {"get", "/v1/a/{id}", `{"in": "path", "name": "id", "type": "string", "required": true}`, "", all + " 404"},
		"with a body":      {"put", "/v1/a", body, "", all + " 408 413 415 422"},
		"at most once":     {"post", "/v1/a", header("Idempotency-Key"), "", all + " 409"},
		"of what was read": {"delete", "/v1/a", header("If-Match"), "", all + " 412 428"},
		"another header":   {"get", "/v1/a", header("If-None-Match"), "", all},
		"but for two":      {"post", "/v1/a", body, `"x-never": [503, 400],`, "401 406 408 413 415 422 429 500"},
		"not of the API":   {"post", "/a", body, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			doc := convert(t, paths(fmt.Sprintf(`%q: {%q: {"operationId": "a", "tags": ["things"], %s "parameters": [%s],
				"responses": {"200": {"description": "ok"}}}}`, tt.path, tt.method, tt.also, tt.parameter)))
			call := dig(t, doc, "paths", tt.path, tt.method).(map[string]any)
			var failures []string
			if tt.want != "" {
				for _, status := range dig(t, call, "x-failures").([]any) {
					failures = append(failures, fmt.Sprint(status))
				}
			}
			if diff := cmp.Diff(slices.Sorted(strings.FieldsSeq(tt.want)), failures); diff != "" {
				t.Errorf("failures (-want +got):\n%s", diff)
			}
			if _, left := call["x-never"]; left {
				t.Error("the mark is left")
			}
		})
	}
}
