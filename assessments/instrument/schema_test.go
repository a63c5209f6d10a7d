package instrument

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/sevenrungs/sevenrungs/assessments/plainwords"
)

const schemaFile = "../../docs/instrument.schema.json"

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	compiled, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// asJSON reads a YAML file as an editor does that knows the schema.
func asJSON(t testing.TB, data []byte) any {
	t.Helper()
	root, faults := readYAML(data)
	if root == nil {
		t.Fatalf("not readable: %v", faults)
	}
	var content any
	if err := root.Decode(&content); err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(textKeys(content))
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(plain))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func TestSchemaRefusesTheMistakesItCanTell(t *testing.T) {
	t.Parallel()
	schema := schema(t)
	for name, m := range mistakes {
		if !m.inSchema {
			continue
		}
		if err := schema.Validate(asJSON(t, []byte(edited(t, m.old, m.new)))); err == nil {
			t.Errorf("%s: Parse refuses it and the schema does not", name)
		}
	}
}

func TestSchemaAcceptsWhatParseAccepts(t *testing.T) {
	t.Parallel()
	schema := schema(t)
	texts := map[string][]byte{
		small:         []byte(contents(t, small)),
		"two blocks":  []byte(withEasyWords(t, "cy-GB")),
		"the example": []byte(contents(t, "../../docs/examples/arnstein-0.1.0.yaml")),
	}
	for _, in := range publishedOnes(t).All() {
		data, err := fs.ReadFile(published, in.file)
		if err != nil {
			t.Fatal(err)
		}
		texts[in.file] = data
	}
	for name, data := range texts {
		parsed(t, string(data))
		if err := schema.Validate(asJSON(t, data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The numbers and patterns of the schema are those of the program.
func TestSchemaHasTheLimitsOfTheProgram(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	var content map[string]any
	if err := json.Unmarshal(data, &content); err != nil {
		t.Fatal(err)
	}
	at := func(path ...string) any {
		var value any = content
		for _, step := range path {
			object, _ := value.(map[string]any)
			value = object[step]
		}
		return value
	}
	unlike, _ := at("$defs", "text", "allOf").([]any)
	for _, limit := range []struct {
		name      string
		got, want any
	}{
		{"minutes", at("properties", "minutes", "maximum"), MaxMinutes},
		{"ceiling", at("properties", "ceiling", "maximum"), MaxRungs},
		{"fewest rungs", at("properties", "rungs", "minItems"), MinRungs},
		{"most rungs", at("properties", "rungs", "maxItems"), MaxRungs},
		{"level", at("$defs", "rung", "properties", "level", "maximum"), MaxRungs},
		{"principles", at("properties", "principles", "maxItems"), MaxPrinciples},
		{"areas", at("properties", "areas", "maxItems"), MaxAreas},
		{"questions", at("properties", "questions", "maxItems"), MaxPrinciples * MaxTogether},
		{"id", at("$defs", "id", "maxLength"), MaxID},
		{"text", at("$defs", "text", "maxLength"), MaxText},
		{"choices", at("$defs", "questionWords", "properties", "choices", "maxProperties"), MaxRungs},
		{"stances", at("$defs", "rung", "properties", "stance", "enum"), Stances},
		{"variants", at("$defs", "words", "properties", "variant", "enum"), Variants},
		{"non-answers", at("$defs", "words", "properties", "unscored", "required"), Unscored},
		{"id's letters", at("$defs", "id", "pattern"), idPattern},
		{"version", at("properties", "version", "pattern"), versionPattern},
	} {
		if diff := cmp.Diff(fmt.Sprint(limit.want), fmt.Sprint(limit.got)); diff != "" {
			t.Errorf("%s (-program +schema):\n%s", limit.name, diff)
		}
	}
	not, _ := unlike[0].(map[string]any)
	pattern, _ := not["not"].(map[string]any)
	html := regexp.MustCompile(fmt.Sprint(pattern["pattern"]))
	for text, want := range map[string]bool{
		"<b>bold</b>": true, "</p>": true, "<!-- you": true, "<!doctype": true, "<?php": true, "<img src=x": true,
		"&amp;": true, "&#38;": true, "&#x26;": true, "&lt;b": true, "&nbsp;": true,
		"R&D; tea": false, "a < b": false, "I <3 you": false, "Q&A": false, "<!>": false,
	} {
		if html.MatchString(text) != want || (plainwords.FindHTML(text) != "") != want {
			t.Errorf("%q is HTML: %v. The schema says %v, the program finds %q", text, want, html.MatchString(text), plainwords.FindHTML(text))
		}
	}
	for block, path := range map[string][]string{
		"Instrument": {}, "Rung": {"$defs", "rung"}, "Question": {"$defs", "question"}, "Source": {"$defs", "source"},
		"Words": {"$defs", "words"}, "Titled": {"$defs", "titled", "additionalProperties"}, "QuestionWords": {"$defs", "questionWords"},
	} {
		properties, _ := at(append(path, "properties")...).(map[string]any)
		for _, field := range fieldsOf[block] {
			if properties[field] == nil {
				t.Errorf("the schema does not know %s of %s", field, block)
			}
		}
		if len(properties) != len(fieldsOf[block]) {
			t.Errorf("the schema has %d fields for %s, the program %d", len(properties), block, len(fieldsOf[block]))
		}
	}
}
