package plainwords

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed officialese.txt
var officialeseFile string

// found is a word or phrase of officialese as it stands in a text.
type found struct {
	as      string
	instead string
}

type officialeseList struct {
	alternatives map[string]string // from every form of every entry, in small letters
	longest      int               // words in the longest entry
}

var officialese = sync.OnceValue(func() officialeseList {
	list := officialeseList{alternatives: make(map[string]string)}
	for line := range strings.Lines(officialeseFile) {
		entry, instead, ok := strings.Cut(line, "=")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for head := range strings.SplitSeq(entry, ",") {
			words := strings.Fields(head)
			list.longest = max(list.longest, len(words))
			for _, form := range phraseForms(words) {
				list.alternatives[form] = strings.TrimSpace(instead)
			}
		}
	}
	return list
})

// findOfficialese returns the entries among the words of a sentence, in order,
// the longest at each place.
func findOfficialese(words []string) []found {
	var all []found
	list := officialese()
	for i := 0; i < len(words); i++ {
		for n := min(list.longest, len(words)-i); n > 0; n-- {
			as := strings.Join(words[i:i+n], " ")
			if instead, ok := list.alternatives[strings.ToLower(as)]; ok {
				all = append(all, found{as, instead})
				i += n - 1
				break
			}
		}
	}
	return all
}

// phraseForms gives a phrase with its first word in every verb form and its
// last in the plural. Some of the forms are no English; no text has them.
func phraseForms(words []string) []string {
	if len(words) == 1 {
		return verbForms(words[0])
	}
	rest := strings.Join(words[1:], " ")
	forms := []string{words[0] + " " + rest + "s"}
	for _, first := range verbForms(words[0]) {
		forms = append(forms, first+" "+rest)
	}
	return forms
}

// verbForms gives a word with the regular endings of a verb or a noun, in
// British and -ize spelling.
func verbForms(w string) []string {
	forms := []string{w}
	if len(w) < 3 {
		return forms
	}
	stem, last := w[:len(w)-1], w[len(w)-1]
	switch last {
	case 'e':
		forms = append(forms, w+"s", w+"d", stem+"ing")
	case 'y':
		forms = append(forms, w+"s", stem+"ies", stem+"ied", w+"ing")
	default:
		doubled := w + string(last)
		forms = append(forms, w+"s", w+"es", w+"ed", w+"ing", doubled+"ed", doubled+"ing")
	}
	for _, f := range forms {
		if i := strings.LastIndex(f, "is"); i > 1 && i+2 < len(f) {
			forms = append(forms, f[:i]+"iz"+f[i+2:])
		}
	}
	return forms
}
