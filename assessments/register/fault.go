package register

import (
	"fmt"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// Fault is why a word is not one of the vocabulary. It is an error.
type Fault struct {
	Detail string         // what is wrong and what to do, in plain words
	Line   sentences.Line // the same, for a person on a page; none of a code, which pages offer to choose
}

func (f *Fault) Error() string { return f.Detail }

func faulty(format string, args ...any) error {
	return &Fault{Detail: fmt.Sprintf(format, args...)}
}

// refused is a fault that a person can meet: a sentence of the catalogue.
func refused(line sentences.Line) error { return &Fault{line.Standard(), line} }

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
