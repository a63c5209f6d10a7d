package web

import (
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// choosingPaper is the page to choose a form on paper from.
type choosingPaper struct {
	Title, Address string
	Choices        []paperChoice
}

// paperChoice is one form to print.
type paperChoice struct{ Address, Side, Kind string }

// paper is a form to print.
type paper struct {
	whoAsks
	Address   string
	Lang      string
	Easy      bool // whether its questions are in Easy Read
	Large     bool
	Lived     bool
	Privacy   string
	Questions []asked
}

// showPaper shows a form to print, or which there are to choose from. What is
// printed is in the words that are chosen, whatever the reader of the page reads.
func (s *server) showPaper(v *visit) error {
	found, err := v.stillOpen()
	if found == nil {
		return err
	}
	in := s.Catalogue.Find(found.Instrument, found.Version)
	voice, known := scoring.ParseVoice(v.Query("side"))
	if !known || in == nil {
		return v.show("paper", choosingPaper{found.Title, v.placeOf(found), v.papersAt(v.placeOf(found) + "/paper")})
	}
	words := in.WordsIn(v.words.Lang, instrument.Standard)
	if v.Query("words") == string(instrument.EasyRead) {
		words = in.WordsIn(v.words.Lang, instrument.EasyRead)
	}
	data := paper{
		Address: v.placeOf(found), Lang: words.Lang, Easy: words.Variant == instrument.EasyRead, Large: v.Query("large") != "",
		Lived: voice == scoring.Lived, Privacy: words.Privacy,
	}
	if data.whoAsks, err = v.asking(found); err != nil {
		return err
	}
	for at := range in.Questions {
		data.Questions = append(data.Questions, askIn(words, in, voice, at))
	}
	return v.show("paper-form", data)
}

// papersAt lists the forms to print.
func (v *visit) papersAt(address string) []paperChoice {
	var choices []paperChoice
	for _, voice := range scoring.Voices {
		for _, kind := range []struct{ key, query string }{
			{"paper.standard", ""}, {"paper.large", "&large=yes"}, {"paper.easy", "&words=easy_read"}, {"paper.easy_large", "&words=easy_read&large=yes"},
		} {
			choices = append(choices, paperChoice{address + "?side=" + voice.String() + kind.query, v.sideName(voice), v.say(kind.key)})
		}
	}
	return choices
}
