// Command generate writes docs/openapi.json from the annotations in package
// api. Run it with `go generate ./docs`. It reads source code only: it works
// on a fresh clone, before the document exists, and writes the same bytes for
// the same source.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/swaggo/swag"

	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/internal/openapi"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "openapi:", err)
		os.Exit(1)
	}
}

func run() error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	document, err := describe(root)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(root, "docs", "openapi.json"), document, 0o644)
}

// moduleRoot finds the folder of go.mod at or above the working directory.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		_, err := os.Stat(filepath.Join(dir, "go.mod"))
		if err == nil {
			return dir, nil
		}
		parent := filepath.Dir(dir)
		if !errors.Is(err, fs.ErrNotExist) || parent == dir {
			return "", fmt.Errorf("no go.mod here or above: %w", err)
		}
		dir = parent
	}
}

// lists are those of the words that organisations are described in.
func lists() []openapi.Codes {
	return []openapi.Codes{
		{Name: "Country", Description: "A country or territory: ISO 3166-1, two letters", Values: texts(register.Countries)},
		{Name: "Region", Description: "A region or nation of the United Kingdom: ITL1", Values: texts(register.Regions)},
		{Name: "Sector", Description: "A section of the ICNP/TSO", Values: texts(register.Sectors)},
	}
}

func texts[T ~string](codes []T) []string {
	out := make([]string, len(codes))
	for i, code := range codes {
		out[i] = string(code)
	}
	return out
}

// describe has swag read the comments of package api, the general ones from its
// doc.go, and the types of api, edge and the domain that they name, and returns
// the OpenAPI document. Fields are required unless their JSON tag says
// omitempty.
func describe(root string) ([]byte, error) {
	parser := swag.New(swag.SetStrict(true), swag.SetDebugger(log.New(io.Discard, "", 0)))
	parser.RequiredByDefault = true
	folders := []string{filepath.Join(root, "api"), filepath.Join(root, "internal", "edge"), filepath.Join(root, "assessments")}
	if err := parser.ParseAPIMultiSearchDir(folders, "doc.go", 0); err != nil {
		return nil, fmt.Errorf("reading annotations: %w", err)
	}
	comments := map[string]string{}
	for _, folder := range folders {
		if err := readComments(folder, comments); err != nil {
			return nil, fmt.Errorf("reading comments: %w", err)
		}
	}
	described := parser.GetSwagger()
	for name, definition := range described.Definitions {
		if definition.Description == "" {
			plain, _, _ := strings.Cut(name, "-") // without type arguments
			definition.Description = comments[plain]
			described.Definitions[name] = definition
		}
	}
	swagger2, err := json.Marshal(described)
	if err != nil {
		return nil, fmt.Errorf("writing Swagger 2.0: %w", err)
	}
	document, err := openapi.Convert(swagger2, lists()...)
	if err != nil {
		return nil, err
	}
	return document, openapi.CheckWhole(document)
}
