package assessments

import (
	"maps"
	"slices"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MaxResponses is how many responses are scored at once without storing them.
const MaxResponses = 10_000

// ScoreRequest asks for a score. Nothing of it is stored.
type ScoreRequest struct {
	Instrument string
	Version    string // "" for the newest
	Minimums   scoring.Minimums
	Responses  []ResponseInput
}

// ResponseInput is one response as it was sent.
type ResponseInput struct {
	Voice   string
	People  int               // 1 to scoring.MaxPeople
	Answers map[string]string // the answer's code, by question id
}

// Score checks a request and works out its result. The error is of kind
// Invalid and names every fault, up to a hundred.
func Score(catalogue *instrument.Catalogue, req *ScoreRequest) (*result.Scored, error) {
	var faults fault.List
	in := findInstrument(catalogue, req, &faults)
	checkMinimums(req.Minimums, &faults)
	tallies := tally(in, req.Responses, &faults)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return &result.Scored{
		Result:         scoring.Score(in, tallies, req.Minimums),
		Instrument:     in,
		ScoringVersion: scoring.Version,
		Minimums:       req.Minimums,
		Receipt:        result.OverInputs(in, tallies, req.Minimums),
	}, nil
}

// findInstrument returns nil and adds a fault when there is no such thing.
func findInstrument(catalogue *instrument.Catalogue, req *ScoreRequest, faults *fault.List) *instrument.Instrument {
	if in := catalogue.Find(req.Instrument, req.Version); in != nil {
		return in
	}
	latest := catalogue.Find(req.Instrument, "")
	switch {
	case latest != nil:
		faults.Add(fault.At("version"), "There is no version %.80q of %s. The newest is %s.", req.Version, latest.ID, latest.Version)
	case req.Instrument == "":
		faults.Add(fault.At("instrument"), "Say which instrument was answered: %s.", idsOf(catalogue.Latest()))
	default:
		faults.Add(fault.At("instrument"), "There is no instrument %.80q. Choose one of: %s.", req.Instrument, idsOf(catalogue.Latest()))
	}
	return nil
}

func idsOf(instruments []*instrument.Instrument) string {
	ids := make([]string, 0, len(instruments))
	for _, in := range instruments {
		ids = append(ids, in.ID)
	}
	return strings.Join(ids, ", ")
}

func checkMinimums(minimums scoring.Minimums, faults *fault.List) {
	for _, voice := range scoring.Voices {
		least, most := scoring.Bounds(voice)
		if minimums[voice] < least || minimums[voice] > most {
			faults.Add(fault.At("minimum_people", voice), "The minimum for %s is %d. It must be from %d to %d.", voice, minimums[voice], least, most)
		}
	}
}

// tally checks the responses and adds them up, one at a time, so that the work
// grows with their number and no faster. Without an instrument it checks what
// does not need one.
func tally(in *instrument.Instrument, inputs []ResponseInput, faults *fault.List) *scoring.Tallies {
	if len(inputs) > MaxResponses {
		faults.Add(fault.At("responses"), "There are %d responses. At most %d are scored at once.", len(inputs), MaxResponses)
		return nil
	}
	if in == nil {
		in = new(instrument.Instrument)
	}
	tallies := scoring.NewTallies(in)
	response := scoring.Response{Answers: make([]scoring.Answer, len(in.Questions))}
	for i := range inputs {
		checkResponse(i, &inputs[i], &response, faults)
		if len(in.Questions) > 0 && !readAnswers(in, inputs[i].Answers, response.Answers) {
			nameAnswers(in, fault.At("responses", i), inputs[i].Answers, faults)
		}
		if faults.Count == 0 {
			tallies.Add(&response)
		}
	}
	return tallies
}

// checkResponse fills in who answered.
func checkResponse(i int, input *ResponseInput, response *scoring.Response, faults *fault.List) {
	voice, known := scoring.ParseVoice(input.Voice)
	if !known {
		faults.Add(fault.At("responses", i, "voice"), "There is no voice %.80q. Use lived or learnt.", input.Voice)
	}
	if input.People < 1 || input.People > scoring.MaxPeople {
		faults.Add(fault.At("responses", i, "people"), "people is %d. It must be from 1 to %d.", input.People, scoring.MaxPeople)
	}
	response.Voice, response.People = voice, input.People
}

// readAnswers fills in what was answered, and tells whether all of it is known.
func readAnswers(in *instrument.Instrument, given map[string]string, answers []scoring.Answer) bool {
	if len(given) > len(answers) {
		return false
	}
	clear(answers)
	for question, code := range given {
		position, known := in.Position(question)
		if !known {
			return false
		}
		if answers[position], known = scoring.ParseAnswer(in, code); !known {
			return false
		}
	}
	return true
}

// nameAnswers names what is not known, in the order of the questions' ids.
func nameAnswers(in *instrument.Instrument, where []any, given map[string]string, faults *fault.List) {
	path := func(question ...any) []any { return slices.Concat(where, fault.At("answers"), question) }
	if len(given) > len(in.Questions) {
		faults.Add(path(), "There are %d answers to %d questions. Give one answer to each at most.", len(given), len(in.Questions))
		return
	}
	for _, question := range slices.Sorted(maps.Keys(given)) {
		if _, known := in.Position(question); !known {
			faults.Add(path(question), "There is no question %.80q in %s %s.", question, in.ID, in.Version)
		} else if _, known := scoring.ParseAnswer(in, given[question]); !known {
			faults.Add(path(question), `The answer %.80q is not a choice. Use "1" to "%d", %s.`, given[question], in.Top(), unscoredChoices)
		}
	}
}

var unscoredChoices = `"` + strings.Join(instrument.Unscored, `", "`) + `"`
