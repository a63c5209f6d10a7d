package openapi

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// choice is the part of an address that stands for several, as in
// /v1/(partners+funders)/{id}.
var choice = regexp.MustCompile(`\(([a-z]+(?:\+[a-z]+)+)\)`)

// expand writes an operation whose address holds a choice once for each of its
// words, so that what partners and funders can do alike is described in one
// comment. In the texts, {owner}, {an owner}, {owners} and {Owner} become the
// word that was chosen.
func expand(swagger2 map[string]any) error {
	paths, _ := swagger2["paths"].(map[string]any)
	for _, address := range slices.Sorted(maps.Keys(paths)) {
		found := choice.FindStringSubmatch(address)
		if found == nil {
			continue
		}
		item, _ := paths[address].(map[string]any)
		delete(paths, address)
		for owners := range strings.SplitSeq(found[1], "+") {
			one, _ := fill(item, wordsOf(owners)).(map[string]any)
			if err := join(paths, strings.Replace(address, found[0], owners, 1), one); err != nil {
				return err
			}
		}
	}
	return nil
}

func wordsOf(owners string) *strings.Replacer {
	owner := strings.TrimSuffix(owners, "s")
	article := "a "
	if strings.ContainsAny(owner[:1], "aeiou") {
		article = "an "
	}
	return strings.NewReplacer(
		"{owner}", owner,
		"{an owner}", article+owner,
		"{owners}", owners,
		"{Owner}", strings.ToUpper(owner[:1])+owner[1:],
	)
}

// fill copies the node with the words filled in.
func fill(node any, words *strings.Replacer) any {
	switch node := node.(type) {
	case string:
		return words.Replace(node)
	case map[string]any:
		filled := make(map[string]any, len(node))
		for name, child := range node {
			filled[name] = fill(child, words)
		}
		return filled
	case []any:
		filled := make([]any, len(node))
		for i, child := range node {
			filled[i] = fill(child, words)
		}
		return filled
	}
	return node
}

// join adds the operations of a path to those that other comments gave it.
func join(paths map[string]any, path string, item map[string]any) error {
	present, _ := paths[path].(map[string]any)
	if present == nil {
		paths[path] = item
		return nil
	}
	for method, operation := range item {
		if _, taken := present[method]; taken {
			return fmt.Errorf("%s %s is described twice", strings.ToUpper(method), path)
		}
		present[method] = operation
	}
	return nil
}
