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

// fewestPeople stand behind a value, or as many as the minimum where that is less.
const fewestPeople = 3

// scored counts the answers that carry a rung.
func (q *QuestionTally) scored() Count {
	all := Count{}
	for _, c := range q.Rungs {
		all.Responses += c.Responses
		all.People += c.People
	}
	return all
}

// value is rule 2: the highest rung that half of the scored answers reach, one
// answer for each response, or 0 where there is none to be trusted. It is always
// a rung that somebody chose.
func (q *QuestionTally) value(rules *Rules, responses, minimum int) int {
	scored, away := q.scored(), q.NotApplicable.Responses
	silent := responses - scored.Responses - away // blank, don't know, prefer not to say
	if scored.Responses == 0 || 2*away > responses || scored.People < min(fewestPeople, minimum) ||
		scored.Responses < rules.Scored.of(responses) || silent*int(All) > responses*int(rules.Silent) {
		return 0
	}
	need := Half.of(scored.Responses)
	if rules.LowerMedian {
		need = scored.Responses/2 + 1
	}
	rung := len(q.Rungs)
	for reached := 0; ; rung-- {
		if reached += q.Rungs[rung-1].Responses; reached >= need {
			return rung
		}
	}
}

// values returns a voice's value of each question, 0 where it is missing.
func (t *Tally) values(rules *Rules, minimum int) []int {
	values := make([]int, len(t.Questions))
	for q := range t.Questions {
		values[q] = t.Questions[q].value(rules, t.Responses, minimum)
	}
	return values
}
