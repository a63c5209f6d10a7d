package register

import (
	"fmt"
	"slices"
)

// Fault is why a word is not one of the vocabulary. It is an error.
type Fault struct {
	Detail string // what is wrong and what to do, in plain words
}

func (f *Fault) Error() string { return f.Detail }

func faulty(format string, args ...any) error {
	return &Fault{fmt.Sprintf(format, args...)}
}

// A term is a code of some vocabulary and what it stands for.
type term[K ~string] struct {
	code K
	name string
}

func codesOf[K ~string](terms []term[K]) []K {
	codes := make([]K, 0, len(terms))
	for _, t := range terms {
		codes = append(codes, t.code)
	}
	return codes
}

// nameIn returns "" for a code that is not one of the terms.
func nameIn[K ~string](terms []term[K], code K) string {
	if i := slices.IndexFunc(terms, func(t term[K]) bool { return t.code == code }); i >= 0 {
		return terms[i].name
	}
	return ""
}
