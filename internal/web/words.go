package web

import (
	"golang.org/x/text/language"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// keepWords is how long a browser remembers which words its reader wants, in
// seconds: a year.
const keepWords = 365 * 24 * 60 * 60

// variant returns the variant that this person reads.
func (v *visit) variant() instrument.Variant {
	if v.cookie(wordsCookie) == string(instrument.EasyRead) {
		return instrument.EasyRead
	}
	return instrument.Standard
}

// languages returns the languages that this person wants, the most wanted first.
func (v *visit) languages() []language.Tag {
	wanted, _, err := language.ParseAcceptLanguage(v.GetHeader("Accept-Language"))
	if err != nil {
		return nil
	}
	return wanted
}

// other returns the variant that somebody does not read now.
func other(variant instrument.Variant) instrument.Variant {
	if variant == instrument.EasyRead {
		return instrument.Standard
	}
	return instrument.EasyRead
}

// sayIn returns a sentence in another variant than this person reads.
func (v *visit) sayIn(variant instrument.Variant, key string, filled ...any) string {
	text, err := v.sentences.In(v.words.Lang, variant).Say(key, filled...)
	if err != nil {
		panic(err)
	}
	return text
}

// switchTo shows this and later pages in another variant. What is none stands for
// standard.
func (v *visit) switchTo(variant string) {
	chosen := instrument.Standard
	if variant == string(instrument.EasyRead) {
		chosen = instrument.EasyRead
	}
	v.setCookie(wordsCookie, string(chosen), keepWords)
	v.words = v.sentences.In(v.words.Lang, chosen)
}

// switchWords switches on a page that is no form, and leads back there.
func (s *server) switchWords(v *visit) error {
	v.switchTo(v.sent.text(wordsField))
	if back := v.sent.text("back"); isLocal(back) {
		return v.to(back)
	}
	return v.to("/")
}
