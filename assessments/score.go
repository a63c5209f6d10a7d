package assessments

import (
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// MaxResponses is how many responses are scored at once without storing them.
const MaxResponses = 10_000

// maxFaults is how many faults one error names. The rest are counted.
const maxFaults = 100

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

// Scored is a result and what it was worked out from.
type Scored struct {
	*scoring.Result
	Instrument *instrument.Instrument
	Receipt    string // the digest of the inputs; see Receipt
}

// Score checks a request and works out its result. The error is of kind
// Invalid and names every fault, up to a hundred.
func Score(catalogue *instrument.Catalogue, req *ScoreRequest) (*Scored, error) {
	in, err := findInstrument(catalogue, req)
	if err != nil {
		return nil, err
	}
	var faults faultList
	checkMinimums(req.Minimums, &faults)
	tallies := tally(in, req.Responses, &faults)
	if err := faults.err(); err != nil {
		return nil, err
	}
	return &Scored{
		Result:     scoring.Score(in, tallies, req.Minimums),
		Instrument: in,
		Receipt:    Receipt(in, tallies, req.Minimums),
	}, nil
}

func findInstrument(catalogue *instrument.Catalogue, req *ScoreRequest) (*instrument.Instrument, error) {
	if in := catalogue.Find(req.Instrument, req.Version); in != nil {
		return in, nil
	}
	var faults faultList
	if latest := catalogue.Find(req.Instrument, ""); latest != nil {
		faults.add("/version", "There is no version %.80q of %s. The newest is %s.", req.Version, req.Instrument, latest.Version)
	} else if req.Instrument == "" {
		faults.add("/instrument", "Say which instrument was answered: %s.", idsOf(catalogue.Latest()))
	} else {
		faults.add("/instrument", "There is no instrument %.80q. Choose one of: %s.", req.Instrument, idsOf(catalogue.Latest()))
	}
	return nil, faults.err()
}

func idsOf(instruments []*instrument.Instrument) string {
	ids := make([]string, 0, len(instruments))
	for _, in := range instruments {
		ids = append(ids, in.ID)
	}
	return strings.Join(ids, ", ")
}

func checkMinimums(minimums scoring.Minimums, faults *faultList) {
	for _, voice := range scoring.Voices {
		least, most := scoring.Bounds(voice)
		if minimums[voice] < least || minimums[voice] > most {
			faults.add("/minimum_people/"+voice.String(), "The minimum for %s is %d. It must be from %d to %d.", voice, minimums[voice], least, most)
		}
	}
}

// tally checks the responses and adds them up, one at a time, so that the work
// grows with their number and no faster.
func tally(in *instrument.Instrument, inputs []ResponseInput, faults *faultList) *scoring.Tallies {
	tallies := scoring.NewTallies(in)
	if len(inputs) > MaxResponses {
		faults.add("/responses", "There are %d responses. At most %d are scored at once.", len(inputs), MaxResponses)
		return tallies
	}
	response := scoring.Response{Answers: make([]scoring.Answer, len(in.Questions))}
	for i := range inputs {
		if readResponse(in, i, &inputs[i], &response, faults) {
			tallies.Add(&response)
		}
	}
	return tallies
}

// readResponse fills a response from what was sent, and tells whether it was
// without fault.
func readResponse(in *instrument.Instrument, i int, input *ResponseInput, response *scoring.Response, faults *faultList) bool {
	before := faults.count
	at := func(field string) string { return fmt.Sprintf("/responses/%d/%s", i, field) }
	voice, known := scoring.ParseVoice(input.Voice)
	if !known {
		faults.add(at("voice"), "There is no voice %.80q. Use lived or learnt.", input.Voice)
	}
	if input.People < 1 || input.People > scoring.MaxPeople {
		faults.add(at("people"), "people is %d. It must be from 1 to %d.", input.People, scoring.MaxPeople)
	}
	response.Voice, response.People = voice, input.People
	clear(response.Answers)
	for question, code := range input.Answers {
		position, known := in.Position(question)
		if !known {
			faults.add(at("answers/"+escape(question)), "There is no question %.80q in %s %s.", question, in.ID, in.Version)
			continue
		}
		answer, known := scoring.ParseAnswer(in, code)
		if !known {
			faults.add(at("answers/"+question), `The answer %.80q is not a choice. Use "1" to "%d", %s.`, code, in.Top(), unscoredChoices)
		}
		response.Answers[position] = answer
	}
	return faults.count == before
}

var unscoredChoices = `"` + strings.Join(instrument.Unscored, `", "`) + `"`
