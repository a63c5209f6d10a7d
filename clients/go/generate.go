package sevenrungs

//go:generate go tool -modfile=../../tools/clients/go.mod oapi-codegen -config generate.yaml ../../docs/openapi.json
