package instrument

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// document finds the lines of a file, given the block it consists of.
type document struct{ root *yaml.Node }

// line returns the line of the value at a path of keys and list positions,
// or of the nearest thing around it that is there; 0 when nothing is.
func (d document) line(path ...any) int {
	line, _ := d.find(path...)
	return line
}

// find returns the value at a path as well, or the nearest thing around it.
func (d document) find(path ...any) (line int, at *yaml.Node) {
	at = d.root
	for _, step := range path {
		key, next := child(at, step)
		if next == nil {
			break
		}
		at, line = next, key.Line
	}
	return line, at
}

// sentence returns the line on which a sentence of the text at a path starts.
// The lines are those of the file. Where the text is written so that the
// sentence cannot be told, it is the line of the text.
func (d document) sentence(lines []string, sentence string, path ...any) int {
	start := d.line(path...)
	want := strings.Join(strings.Fields(sentence), " ")
	var text strings.Builder
	for i := start - 1; i < len(lines) && text.Len() < MaxText*4; i++ {
		text.WriteString(strings.Join(strings.Fields(lines[i]), " ") + " ")
	}
	found := strings.Index(text.String(), want)
	for i := start - 1; found >= 0 && i < len(lines); i++ {
		found -= len(strings.Join(strings.Fields(lines[i]), " ")) + 1
		if found < 0 {
			return i + 1
		}
	}
	return start
}

// child returns the key and value at a step into a mapping or a list; in a
// list the value is its own key.
func child(n *yaml.Node, step any) (key, value *yaml.Node) {
	if i, ok := step.(int); ok && n.Kind == yaml.SequenceNode {
		if i < len(n.Content) {
			return n.Content[i], n.Content[i]
		}
		return nil, nil
	}
	name := fmt.Sprint(step)
	for i := 0; n.Kind == yaml.MappingNode && i < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}
