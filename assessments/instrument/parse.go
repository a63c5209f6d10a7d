package instrument

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"go.yaml.in/yaml/v4"
)

// MaxBytes is the largest instrument file that is read.
const MaxBytes = 1 << 20

// Parse reads an instrument from YAML and checks all of it. The name is only
// used to name the file. The error is a [*Faults] that holds every fault that
// can be found at once, not just the first.
func Parse(name string, data []byte) (*Instrument, error) {
	root, faults := readYAML(data)
	if root == nil {
		return nil, &Faults{File: name, Faults: faults, Cut: true}
	}
	in := &Instrument{file: name}
	sound := true
	if err := yaml.Load(data, in, yaml.WithKnownFields(), yaml.WithUniqueKeys(false)); err != nil {
		var kinds []Fault
		kinds, sound = kindFaults(err)
		faults = append(faults, kinds...)
	}
	faults = append(faults, elsewhere(textFaults(root), faults)...)
	if sound {
		faults = append(faults, elsewhere(validate(in, document{root}), faults)...)
	}
	if len(faults) > 0 {
		sortFaults(faults)
		return nil, &Faults{File: name, Faults: faults, Cut: !sound}
	}
	digest, err := digestOf(root)
	if err != nil {
		return nil, fmt.Errorf("digest of %s: %w", name, err)
	}
	in.compile(digest)
	return in, nil
}

// elsewhere leaves out the faults on lines that are to blame already: a word
// where a number should be is also no number from 1 to 240, but said once.
func elsewhere(faults, known []Fault) []Fault {
	return slices.DeleteFunc(faults, func(fault Fault) bool {
		return slices.ContainsFunc(known, func(k Fault) bool { return k.Line == fault.Line })
	})
}

// readYAML reads the layout of a file. The root is nil when there is none to
// go on with.
func readYAML(data []byte) (*yaml.Node, []Fault) {
	if fault, found := unreadable(data); found {
		return nil, []Fault{fault}
	}
	var documents []*yaml.Node
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	for err == nil {
		var root yaml.Node
		if err = loader.Load(&root); err == nil {
			documents = append(documents, &root)
		}
	}
	switch {
	case !errors.Is(err, io.EOF):
		return nil, []Fault{notYAML(err, 1+bytes.Count(bytes.TrimRight(data, "\n"), []byte("\n")))}
	case len(documents) == 0:
		return nil, []Fault{{0, empty}}
	case len(documents) > 1:
		return nil, []Fault{{documents[1].Line, "A second document starts here. Give each instrument a file of its own."}}
	}
	root := documents[0].Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, []Fault{{root.Line, empty}}
	}
	return root, layoutFaults(root)
}

const empty = "There is no instrument in this file. `sevenrungs instrument new` writes a start."

// unreadable finds the first thing for which a file is not looked at at all.
func unreadable(data []byte) (Fault, bool) {
	if len(data) > MaxBytes {
		return Fault{0, fmt.Sprintf("The file is larger than %d bytes. An instrument holds words only, and fits in much less.", MaxBytes)}, true
	}
	line := 1
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return Fault{line, "Here is a character that is not UTF-8. Save the file as UTF-8."}, true
		case isControl(r) && r != '\t' && !bytes.HasPrefix(data[at:], []byte("\r\n")):
			return Fault{line, fmt.Sprintf("Here is a control character (%U), which nobody can see. Take it out.", r)}, true
		}
		at += size
	}
	return Fault{}, false
}

// isControl tells whether r steers a terminal or a printer, or ends a line in
// a way that editors count otherwise. The plain end of a line is none.
func isControl(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r == '\u2028' || r == '\u2029'
}

// digestOf hashes the RFC 8785 form of the file read as JSON.
func digestOf(root *yaml.Node) (string, error) {
	var content any
	if err := root.Decode(&content); err != nil {
		return "", err
	}
	plain, err := json.Marshal(textKeys(content))
	if err != nil {
		return "", err
	}
	canonical := jsontext.Value(plain)
	if err := canonical.Canonicalize(); err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

// textKeys makes the keys of every mapping texts, as JSON needs them: the
// choices are keyed by whole numbers in the file.
func textKeys(v any) any {
	switch v := v.(type) {
	case map[any]any:
		object := make(map[string]any, len(v))
		for key, value := range v {
			object[fmt.Sprint(key)] = textKeys(value)
		}
		return object
	case map[string]any:
		for key, value := range v {
			v[key] = textKeys(value)
		}
	case []any:
		for i, value := range v {
			v[i] = textKeys(value)
		}
	}
	return v
}

// layoutFaults finds what YAML allows and an instrument does not, because a
// reader could take it for something else: a key given twice, references and
// tags.
func layoutFaults(n *yaml.Node) []Fault {
	var faults []Fault
	switch {
	case n.Kind == yaml.AliasNode:
		return []Fault{{n.Line, "Write the text out here. References to another place (*" + n.Value + ") are not read."}}
	case n.Style&yaml.TaggedStyle != 0:
		faults = append(faults, Fault{n.Line, fmt.Sprintf("Leave out %q. Tags are not read.", n.Tag)})
	case n.Kind == yaml.MappingNode:
		faults = append(faults, keyFaults(n)...)
	}
	for _, child := range n.Content {
		faults = append(faults, layoutFaults(child)...)
	}
	return faults
}

func keyFaults(block *yaml.Node) []Fault {
	var faults []Fault
	first := map[string]int{}
	for i := 0; i < len(block.Content); i += 2 {
		key := block.Content[i]
		if line, again := first[key.Value]; again {
			faults = append(faults, Fault{key.Line, fmt.Sprintf("%q is already given on line %d. Keep one of the two.", key.Value, line)})
		}
		first[key.Value] = key.Line
		switch number, err := strconv.Atoi(key.Value); {
		case key.Tag == "!!merge":
			faults = append(faults, Fault{key.Line, "Write the lines out here. << is not read."})
		case key.Tag == "!!int" && (err != nil || strconv.Itoa(number) != key.Value):
			faults = append(faults, Fault{key.Line, fmt.Sprintf("Write the number %q with plain digits, such as 1.", key.Value)})
		}
	}
	return faults
}

// numbered are the fields whose values are no texts; a version is checked as
// what it is.
var numbered = []string{"minutes", "ceiling", "level", "gate", "version"}

// textFaults finds the texts that YAML takes for a number, a date or a yes.
// They would come out otherwise than they were written.
func textFaults(n *yaml.Node) []Fault {
	var faults []Fault
	for i, child := range n.Content {
		isKey := n.Kind == yaml.MappingNode && i%2 == 0
		isNumber := n.Kind == yaml.MappingNode && !isKey && slices.Contains(numbered, n.Content[i-1].Value)
		if child.Kind == yaml.ScalarNode && !isKey && !isNumber && child.Tag != "!!str" && child.Tag != "!!null" {
			faults = append(faults, Fault{child.Line, fmt.Sprintf("Put quotes around %s, so that it is a text.", child.Value)})
		}
		faults = append(faults, textFaults(child)...)
	}
	return faults
}
