package openapi

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const definitions = "#/definitions/"

// shortenNames gives every definition the name a reader would: swag writes
// "api.scoreRequest" and "api.List-api_Result", where the client of a partner
// should find ScoreRequest and ListResult. Two definitions that would share a
// short name are an error.
func shortenNames(swagger2 map[string]any) error {
	full, _ := swagger2["definitions"].(map[string]any)
	short := make(map[string]any, len(full))
	owner := make(map[string]string, len(full))
	for _, name := range slices.Sorted(maps.Keys(full)) {
		s := shortName(name)
		if other, taken := owner[s]; taken {
			return fmt.Errorf("%s and %s would both be called %s: rename one with `// @name`", other, name, s)
		}
		owner[s], short[s] = name, full[name]
	}
	if full != nil {
		swagger2["definitions"] = short
	}
	renameRefs(swagger2)
	return nil
}

func renameRefs(node any) {
	switch node := node.(type) {
	case map[string]any:
		if ref, ok := node["$ref"].(string); ok && strings.HasPrefix(ref, definitions) {
			node["$ref"] = definitions + shortName(strings.TrimPrefix(ref, definitions))
		}
		for _, child := range node {
			renameRefs(child)
		}
	case []any:
		for _, child := range node {
			renameRefs(child)
		}
	}
}

// shortName drops the packages from swag's name of a type and starts each part
// with a capital. Parts are the type and its type arguments: swag joins them
// with "-", and writes "." before the type's name but "_" before an argument's.
func shortName(full string) string {
	var short strings.Builder
	for i, part := range strings.Split(full, "-") {
		separator := "_"
		if i == 0 {
			separator = "."
		}
		part = part[strings.LastIndex(part, separator)+1:]
		first, size := utf8.DecodeRuneInString(part)
		short.WriteRune(unicode.ToUpper(first))
		short.WriteString(part[size:])
	}
	return short.String()
}
