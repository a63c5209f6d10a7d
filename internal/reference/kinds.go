package reference

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// kind says what a value is: in words, and by which schemas it is described.
type kind struct {
	Words   string
	Shapes  []string // names of schemas
	Choices []string // of a fixed set, where that is short enough for a list to choose from
	Limits  string
	Default string
	Example string
}

// fewest is how many choices are still written out.
const fewest = 20

func kindOf(s schema) kind {
	k := kind{Words: wordsOf(s), Limits: limitsOf(s)}
	for _, choice := range s.Enum {
		if choice != nil && len(s.Enum) <= fewest {
			k.Choices = append(k.Choices, fmt.Sprint(choice))
		}
	}
	if s.Default != nil {
		k.Default = fmt.Sprint(s.Default)
	}
	if len(s.Examples) > 0 {
		text, _ := json.Marshal(s.Examples[0])
		k.Example = string(text)
	}
	k.Shapes = shapesIn(s)
	return k
}

// shapesIn are the schemas that a value is described by.
func shapesIn(s schema) (names []string) {
	if s.Ref != "" {
		return []string{last(s.Ref)}
	}
	parts := append(append(append([]schema{}, s.AnyOf...), s.OneOf...), s.AllOf...)
	if s.Items != nil {
		parts = append(parts, *s.Items)
	}
	if inside, is := valuesOf(s); is {
		parts = append(parts, inside)
	}
	for _, part := range parts {
		names = append(names, shapesIn(part)...)
	}
	return names
}

// valuesOf is what an object holds that has any names.
func valuesOf(s schema) (inside schema, is bool) {
	is = len(s.Additional) > 0 && s.Additional[0] == '{' && json.Unmarshal(s.Additional, &inside) == nil
	return inside, is
}

// plain are the words for what JSON knows.
var plain = map[string]string{
	"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "object": "object", "array": "list", "null": "null",
}

// formats are the words for texts of a form.
var formats = map[string]string{"uuid": "id", "date-time": "time", "date": "day", "uri": "web address", "byte": "base64"}

func wordsOf(s schema) string {
	switch {
	case s.Ref != "":
		return last(s.Ref)
	case len(s.OneOf) > 0:
		return "one of " + join(s.OneOf, " or ")
	case len(s.AnyOf) > 0:
		return join(s.AnyOf, " or ")
	case len(s.AllOf) > 0:
		return join(s.AllOf, " and ")
	case s.Items != nil:
		return "list of " + wordsOf(*s.Items) + orNull(s)
	}
	if inside, is := valuesOf(s); is {
		return "object of " + wordsOf(inside) + orNull(s)
	}
	var words []string
	for _, name := range typesOf(s) {
		word := plain[name]
		if name == "string" && formats[s.Format] != "" {
			word = formats[s.Format]
		}
		words = append(words, word)
	}
	if len(words) == 0 {
		return "anything"
	}
	return strings.Join(words, " or ")
}

func orNull(s schema) string {
	if slices.Contains(typesOf(s), "null") {
		return " or null"
	}
	return ""
}

func join(parts []schema, between string) string {
	words := make([]string, len(parts))
	for i, part := range parts {
		words[i] = wordsOf(part)
	}
	return strings.Join(words, between)
}

func typesOf(s schema) (names []string) {
	switch given := s.Type.(type) {
	case string:
		return []string{given}
	case []any:
		for _, name := range given {
			names = append(names, fmt.Sprint(name))
		}
	}
	return names
}

// limitsOf says how large a value may be.
func limitsOf(s schema) string {
	switch {
	case s.Minimum != nil && s.Maximum != nil:
		return fmt.Sprintf("%s to %s", *s.Minimum, *s.Maximum)
	case s.Minimum != nil:
		return fmt.Sprintf("%s or more", *s.Minimum)
	case s.MaxLength != nil:
		return fmt.Sprintf("at most %d characters", *s.MaxLength)
	case s.MaxItems != nil:
		return fmt.Sprintf("at most %d", *s.MaxItems)
	}
	return ""
}
