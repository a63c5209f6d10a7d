package instrument

import (
	"regexp"
	"slices"

	"go.yaml.in/yaml/v4"
)

var (
	// numbered are the fields whose values are whole numbers.
	numbered = []string{"minutes", "ceiling", "level"}
	digits   = regexp.MustCompile(`^(0|[1-9][0-9]*)$`)

	// older is what is a text in YAML 1.2 and not in YAML 1.1, which many
	// libraries still read: a yes or no, a time or number in base 60, "=".
	// See https://yaml.org/type/, bool, int, float and value.
	older = regexp.MustCompile(`^((?i:y|n|yes|no|on|off)|=|[-+]?[0-9][0-9_]*(:[0-9]+)+(\.[0-9_]*)?)$`)
)

// valueFaults finds the values that would come out otherwise than they were
// written, here or in another YAML library. It leaves out what is about a thing
// that is known to be wrong already, or stands under a name that is.
func valueFaults(root *yaml.Node, known blamed) []Fault {
	var faults []Fault
	for i := 0; i < len(root.Content); i += 2 {
		key := root.Content[i].Value
		worded := key == "words" || key == "sources"
		faults = append(faults, entryFaults(root.Content[i], root.Content[i+1], worded, known)...)
	}
	return slices.DeleteFunc(faults, func(fault Fault) bool { return known[fault.about] })
}

func entryFaults(key, value *yaml.Node, worded bool, known blamed) []Fault {
	if known[spotOf(key)] {
		return nil
	}
	var faults []Fault
	if key.Tag != "!!int" && key.Tag != "!!merge" && isTakenOtherwise(key) || key.Tag == "!!null" {
		faults = append(faults, faultAt(key, "Put quotes around %s, so that it is a text.", key.Value))
	}
	if value.Kind != yaml.ScalarNode {
		return append(faults, insideFaults(value, worded, known)...)
	}
	switch name := key.Value; {
	case name == "version": // checked as what it is
	case slices.Contains(numbered, name):
		if value.Style != 0 || !digits.MatchString(value.Value) {
			faults = append(faults, faultAt(value, "%s is %q. Write a whole number with plain digits, such as 5.", name, value.Value))
		}
	case name == "gate":
		if value.Style != 0 || value.Value != "true" && value.Value != "false" {
			faults = append(faults, faultAt(value, "gate is %q. Write true or false.", value.Value))
		}
	default:
		faults = append(faults, textFaults(value, worded && name != "lang" && name != "variant")...)
		if worded && value.Tag == "!!null" && key.LineComment != "" {
			faults = append(faults, faultAt(value, cutShort))
		}
	}
	return faults
}

func insideFaults(n *yaml.Node, worded bool, known blamed) []Fault {
	var faults []Fault
	if n.Kind == yaml.MappingNode {
		for i := 0; i < len(n.Content); i += 2 {
			faults = append(faults, entryFaults(n.Content[i], n.Content[i+1], worded, known)...)
		}
		return faults
	}
	for _, item := range n.Content {
		if item.Kind == yaml.ScalarNode {
			faults = append(faults, textFaults(item, worded)...)
		} else {
			faults = append(faults, insideFaults(item, worded, known)...)
		}
	}
	return faults
}

const cutShort = "Everything after # is left out. Put the text between quotes."

// textFaults finds what befalls a text without quotes. A # in it starts a
// comment: where people write for people, that is the rest of a sentence.
func textFaults(text *yaml.Node, worded bool) []Fault {
	switch {
	case isTakenOtherwise(text):
		return []Fault{faultAt(text, "Put quotes around %s, so that it is a text.", text.Value)}
	case worded && text.Style == 0 && text.LineComment != "":
		return []Fault{faultAt(text, cutShort)}
	}
	return nil
}

// isTakenOtherwise tells whether a reader may take a text for a number, a date
// or a yes.
func isTakenOtherwise(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return false
	}
	return n.Tag != "!!str" || n.Style == 0 && older.MatchString(n.Value)
}
