package instrument

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
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
	if err := root.Load(in, yaml.WithKnownFields(), yaml.WithUniqueKeys(false)); err != nil {
		var kinds []Fault
		kinds, sound = kindFaults(err)
		faults = append(faults, kinds...)
	}
	faults = append(faults, valueFaults(root, blamedIn(faults))...)
	if sound {
		faults = append(faults, validate(in, document{root}, blamedIn(faults))...)
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
		return nil, []Fault{notYAML(err, linesOf(data))}
	case len(documents) == 0:
		return nil, []Fault{{Detail: empty}}
	case len(documents) > 1:
		return nil, []Fault{faultAt(documents[1], "A second document starts here. Give each instrument a file of its own.")}
	}
	root := documents[0].Content[0]
	if root.Kind != yaml.MappingNode {
		return nil, []Fault{faultAt(root, empty)}
	}
	return root, layoutFaults(root)
}

const empty = "There is no instrument in this file. `sevenrungs instrument new` writes a start."

// unreadable finds the first thing for which a file is not looked at at all.
func unreadable(data []byte) (Fault, bool) {
	if isNoText(data) {
		return Fault{Detail: noText}, true
	}
	if len(data) > MaxBytes {
		return Fault{Detail: fmt.Sprintf("The file is larger than %d MB. An instrument holds words only, and fits in much less.", MaxBytes>>20)}, true
	}
	line := 1
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		switch {
		case r == '\n':
			line++
		case r == utf8.RuneError && size == 1:
			return Fault{Line: line, Detail: "Here is a character that is not UTF-8. Save the file as plain text (UTF-8)."}, true
		case IsControl(r) && r != '\t' && !bytes.HasPrefix(data[at:], []byte("\r\n")):
			return Fault{Line: line, Detail: fmt.Sprintf("Here is a control character (%U), which nobody can see. Take it out.", r)}, true
		}
		if detail, found := unseenFault(data, at, r); found {
			return Fault{Line: line, Detail: detail}, true
		}
		at += size
	}
	return lookalikes(linesOf(data))
}

func linesOf(data []byte) []string {
	return strings.Split(strings.TrimRight(string(data), "\n"), "\n")
}

const noText = "This is not a plain text file. Save it as plain text (UTF-8)."

// isNoText knows what people send most often in place of plain text: files of
// Word and its like, PDFs, and text in UTF-16.
func isNoText(data []byte) bool {
	for _, start := range []string{"PK\x03\x04", "%PDF-", "{\\rtf", "\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(start)) {
			return true
		}
	}
	return bytes.IndexByte(data[:min(len(data), MaxBytes)], 0) >= 0
}

// IsControl tells whether r steers a terminal or a printer, ends a line in a
// way that editors count otherwise, or turns the direction of what follows it,
// so that it reads otherwise than it is. The plain end of a line is none.
func IsControl(r rune) bool {
	return r != '\n' && unicode.IsControl(r) || r >= '\u2028' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
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
		return []Fault{faultAt(n, "Write the text out here. References to another place (*%s) are not read.", n.Value)}
	case n.Style&yaml.TaggedStyle != 0:
		faults = append(faults, faultAt(n, "Leave out %q. Tags are not read.", n.Tag))
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
			faults = append(faults, Fault{Line: key.Line, Detail: fmt.Sprintf("%q is already given on line %d. Keep one of the two.", key.Value, line)})
		}
		first[key.Value] = key.Line
		switch number, err := strconv.Atoi(key.Value); {
		case key.Tag == "!!merge":
			faults = append(faults, Fault{Line: key.Line, Detail: "Write the lines out here. << is not read."})
		case key.Tag == "!!int" && (err != nil || strconv.Itoa(number) != key.Value):
			faults = append(faults, Fault{Line: key.Line, Detail: fmt.Sprintf("Write the number %q with plain digits, such as 1.", key.Value)})
		}
	}
	return faults
}
