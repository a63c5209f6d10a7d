// Package docs carries the documents that the service hands out. They are
// embedded, so that one binary is enough to read them offline.
package docs

import _ "embed"

// OpenAPI is the description of the HTTP API: OpenAPI 3.1 in JSON, made from
// the annotations in package api. Do not edit the file: change an annotation
// and run `go generate ./docs`. Callers must not change the bytes.
//
//go:generate go run ../internal/openapi/generate
//go:embed openapi.json
var OpenAPI []byte
