package comparisons

import (
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/assessments/sentences"
)

// ConsentVersion is the version of the texts that an organisation agrees to, in
// whatever words it read them. A change of meaning is a new version.
const ConsentVersion = "2"

// Consent is the text of one purpose. It ends with what holds for all.
type Consent struct {
	Purpose   release.Purpose
	Title     string
	Sentences []string
}

// consentRoom is where the texts stand. Nobody agrees to a text that is partly in
// another language: where a sentence is missing, all are in the own one.
const consentRoom = "consent"

// Consents are what an organisation agrees to, purpose by purpose, and the language
// that they are in.
func Consents(said *sentences.Sentences) (consents []Consent, lang string) {
	said = said.Whole(consentRoom)
	for _, one := range []struct {
		purpose     release.Purpose
		title, text string
	}{
		{release.InProgramme, "consent.programme_title", "consent.programme"},
		{release.InBenchmark, "consent.benchmark_title", "consent.benchmark"},
		{release.ByName, "consent.named_title", "consent.named"},
	} {
		consents = append(consents, Consent{one.purpose, said.Text(one.title), append(lines(said, one.text), lines(said, "consent.always")...)})
	}
	return consents, said.Lang
}

// Used says what a share of this purpose uses.
func Used(purpose release.Purpose, said *sentences.Sentences) []string {
	if purpose == release.ByName {
		return lines(said.Whole(consentRoom), "consent.used_named")
	}
	return lines(said.Whole(consentRoom), "consent.used")
}

func lines(said *sentences.Sentences, key string) []string {
	return strings.Split(said.Text(key), "\n")
}
