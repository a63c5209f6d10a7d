package scoring

import "github.com/sevenrungs/sevenrungs/assessments/instrument"

// Count is how many responses there are, and how many people stand behind them.
type Count struct {
	Responses int
	People    int
}

func (c *Count) add(people int) {
	c.Responses++
	c.People += people
}

// QuestionTally counts the answers that a voice gave to one question.
type QuestionTally struct {
	Rungs          []Count // Rungs[0] is level 1
	DontKnow       Count
	NotApplicable  Count
	PreferNotToSay Count
}

// Tally is all that is known of one voice.
type Tally struct {
	Count
	Questions []QuestionTally // in the instrument's order; none before the first response

	rungs int
}

// Tallies holds the tally of each voice.
type Tallies [len(Voices)]Tally

// NewTallies returns empty tallies for an instrument.
func NewTallies(in *instrument.Instrument) *Tallies {
	var t Tallies
	for v := range t {
		t[v].rungs = in.Top()
	}
	return &t
}

// Add counts one response, unless none of its answers carries a rung.
func (t *Tallies) Add(r *Response) {
	if !r.HasScore() {
		return
	}
	tally := &t[r.Voice]
	if tally.Questions == nil {
		tally.makeRoom(len(r.Answers))
	}
	tally.add(r.People)
	for q, answer := range r.Answers {
		tally.Questions[q].add(answer, r.People)
	}
}

// makeRoom is for a voice that speaks: often only one does.
func (t *Tally) makeRoom(questions int) {
	t.Questions = make([]QuestionTally, questions)
	counts := make([]Count, questions*t.rungs)
	for q := range t.Questions {
		t.Questions[q].Rungs, counts = counts[:t.rungs:t.rungs], counts[t.rungs:]
	}
}

func (q *QuestionTally) add(answer Answer, people int) {
	switch answer {
	case Blank:
	case DontKnow:
		q.DontKnow.add(people)
	case NotApplicable:
		q.NotApplicable.add(people)
	case PreferNotToSay:
		q.PreferNotToSay.add(people)
	default:
		q.Rungs[answer-1].add(people)
	}
}

// Heard is rule 1: a voice is heard when it has a response and its people add
// up to its minimum.
func (t *Tally) Heard(minimum int) bool {
	return t.Responses > 0 && t.People >= minimum
}

// value is rule 2: the lower median of the scored answers, one for each
// response, or 0 where there is none to be trusted. Of m sorted answers it is
// the one at position ⌊(m−1)/2⌋, so it is always a real rung.
func (q *QuestionTally) value(responses, minimum int) int {
	scored := Count{}
	for _, c := range q.Rungs {
		scored.Responses += c.Responses
		scored.People += c.People
	}
	away := q.NotApplicable.Responses
	silent := responses - scored.Responses - away // blank, don't know, prefer not to say
	if scored.Responses == 0 || 2*away > responses || 2*silent > responses || scored.People < min(3, minimum) {
		return 0
	}
	below := 0
	for i, c := range q.Rungs {
		below += c.Responses
		if below > (scored.Responses-1)/2 {
			return i + 1
		}
	}
	return 0
}

// values returns a voice's value of each question, 0 where it is missing.
func (t *Tally) values(minimum int) []int {
	values := make([]int, len(t.Questions))
	for q := range t.Questions {
		values[q] = t.Questions[q].value(t.Responses, minimum)
	}
	return values
}
