package apitest_test

// document describes a small service with one of each kind of schema that the
// client must hold strictly.
const document = `{
  "openapi": "3.1.1",
  "info": {"title": "t", "version": "1"},
  "servers": [{"url": "/"}],
  "paths": {
    "/v1/rungs": {"post": {"x-failures": [400, 401, 404, 409, 418, 422, 500],
      "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Rung"}}}},
      "responses": {
        "201": {"description": "made", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Rung"}}}},
        "default": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/rungs/{level}": {"get": {"x-failures": [401, 404, 405, 418, 429, 500, 503],
      "parameters": [{"name": "level", "in": "path", "required": true, "schema": {"type": "integer", "maximum": 7}}],
      "responses": {
        "200": {"description": "ok", "headers": {"Age": {"schema": {"type": "integer"}}},
          "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Rung"}}}},
        "304": {"description": "not changed"},
        "default": {"$ref": "#/components/responses/Problem"}}}},
    "/v1/results": {"get": {"responses": {"200": {"description": "ok", "content": {
      "image/svg+xml": {"schema": {"type": "string"}},
      "application/json": {"schema": {"type": "object", "required": ["index", "rung"], "properties": {
        "index": {"type": ["integer", "null"]},
        "rung": {"anyOf": [{"$ref": "#/components/schemas/Rung"}, {"type": "null"}]}}}}}}}}},
    "/v1/pages": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
      "allOf": [{"$ref": "#/components/schemas/Page"}, {"type": "object", "properties": {
        "items": {"type": "array", "items": {"$ref": "#/components/schemas/Rung"}}}}]}}}}}}},
    "/v1/maps": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
      "type": "object", "properties": {"thing": {"type": "string"}}, "additionalProperties": {"type": "string"}}}}}}}},
    "/v1/ids": {"get": {"responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {
      "type": "object", "properties": {
        "id": {"type": "string", "format": "uuid"}, "made_at": {"type": "string", "format": "date-time"}}}}}}}}},
    "/v1/values": {"get": {
      "parameters": [
        {"name": "of", "in": "query", "schema": {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string", "enum": ["a", "b"]}}},
        {"name": "at", "in": "query", "schema": {"type": "string", "format": "date-time"}},
        {"name": "id", "in": "query", "schema": {"type": "string", "format": "uuid"}}],
      "responses": {"200": {"description": "ok", "headers": {
        "Few": {"schema": {"type": "integer", "minimum": 2, "maximum": 4}},
        "Short": {"schema": {"type": "string", "minLength": 2, "maxLength": 4, "pattern": "^b"}}},
        "content": {"text/csv": {"schema": {"type": "string", "maxLength": 4}}}}}}},
    "/v1/locked": {"get": {"security": [{"bearer": []}], "responses": {"204": {"description": "ok"}}}}
  },
  "components": {
    "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
    "responses": {"Problem": {"description": "no", "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}}},
    "schemas": {
      "Rung": {"type": "object", "required": ["level", "title"], "properties": {
        "level": {"type": "integer", "minimum": 1, "maximum": 7}, "title": {"type": "string"}}},
      "Page": {"type": "object", "required": ["next"], "properties": {"next": {"type": "string"}}},
      "Problem": {"type": "object", "required": ["type", "title", "status"], "properties": {
        "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"}}}
    }
  }
}`
