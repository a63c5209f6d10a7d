package openapi_test

import (
	"strings"
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/openapi"
)

func TestConvertRefusesAnOperationThatIsDescribedTwice(t *testing.T) {
	t.Parallel()
	_, err := openapi.Convert([]byte(paths(`
		"/(apes+bees)/{id}": {"delete": ` + operation("drop{Owner}") + `},
		"/bees/{id}": {"delete": ` + operation("dropBee") + `}`)))
	if err == nil || !strings.Contains(err.Error(), "DELETE /bees/{id} is described twice") {
		t.Errorf("Convert() = %v", err)
	}
}

func TestConvertLeavesWhatIsNoChoiceAsItIs(t *testing.T) {
	t.Parallel()
	doc := convert(t, paths(`"/(apes)/(bees+)/{id}": {"get": `+operation("look")+`}`))
	dig(t, doc, "paths", "/(apes)/(bees+)/{id}", "get")
}

func TestConvertWritesAnOperationOnceForEachWordOfAChoice(t *testing.T) {
	t.Parallel()
	doc := convert(t, paths(`
		"/(apes+bees)/{id}/toys": {"get": {"operationId": "list{Owner}Toys", "tags": ["things", "{owners}"],
			"summary": "Toys of {an owner}", "description": "All {owners} like the {owner}, {owner}.",
			"parameters": [
				{"in": "path", "name": "id", "type": "string", "required": true, "description": "The {owner}"},
				{"in": "query", "name": "limit", "type": "integer", "default": 20}],
			"responses": {"200": {"description": "the {owner}'s"}}}},
		"/bees/{id}/toys": {"post": `+operation("addToy")+`}`))

	for path, want := range map[string]string{
		"/apes/{id}/toys": `{"get": {"operationId": "listApeToys", "tags": ["things", "apes"],
			"security": [], "summary": "Toys of an ape", "description": "All apes like the ape, ape.",
			"parameters": [
				{"in": "path", "name": "id", "required": true, "description": "The ape", "schema": {"type": "string", "format": "uuid"}},
				{"in": "query", "name": "limit", "schema": {"type": "integer", "default": 20}}],
			"responses": {"200": {"description": "the ape's", "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}}}}}`,
		"/bees/{id}/toys": `{"get": {"operationId": "listBeeToys", "tags": ["things", "bees"],
			"security": [], "summary": "Toys of a bee", "description": "All bees like the bee, bee.",
			"parameters": [
				{"in": "path", "name": "id", "required": true, "description": "The bee", "schema": {"type": "string", "format": "uuid"}},
				{"in": "query", "name": "limit", "schema": {"type": "integer", "default": 20}}],
			"responses": {"200": {"description": "the bee's", "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}}}},
			"post": {"operationId": "addToy", "tags": ["things"], "security": [],
			"parameters": [{"in": "path", "name": "id", "required": true, "schema": {"type": "string", "format": "uuid"}}],
			"responses": {"204": {"description": "done", "headers": {"X-Request-Id": {"$ref": "#/components/headers/X-Request-Id"}}}}}}`,
	} {
		sameJSON(t, want, dig(t, doc, "paths", path))
	}
	if len(dig(t, doc, "paths").(map[string]any)) != 2 {
		t.Errorf("the choice is left: %v", doc["paths"])
	}
}

// operation is one with an id in its path and nothing to say.
func operation(id string) string {
	return `{"operationId": "` + id + `", "tags": ["things"],
		"parameters": [{"in": "path", "name": "id", "type": "string", "required": true}],
		"responses": {"204": {"description": "done"}}}`
}

// paths is a Swagger 2.0 document with these paths.
func paths(items string) string {
	return `{"swagger": "2.0", "info": {"title": "t", "version": "1"},
		"tags": [{"name": "things", "description": "Things."}, {"name": "apes", "description": "Apes."}, {"name": "bees", "description": "Bees."}],
		"securityDefinitions": {"bearer": {"type": "apiKey", "in": "header", "name": "Authorization", "description": "A key."}},
		"definitions": {"api.Problem": {"type": "object"}},
		"paths": {` + items + `}}`
}
