package gormstore

import (
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// numbers is a result as it is kept: figures as shown, whole. Its JSON must stay
// readable for ever, so names here never change.
type numbers struct {
	Rung        int              `json:"rung"`
	Index       *int             `json:"index"`
	Limits      *limits          `json:"limits"`
	LimitedBy   []scoring.Limit  `json:"limited_by"`
	Provisional bool             `json:"provisional"`
	Flags       []scoring.Flag   `json:"flags"`
	Voices      []headCount      `json:"voices"`
	Gates       []gate           `json:"gates"`
	Principles  []profileNumbers `json:"principles"`
	Areas       []profileNumbers `json:"areas"`
	Sure        *sure            `json:"sure,omitempty"`      // not of scoring version 1
	NotKnown    *notKnown        `json:"not_known,omitempty"` // as above; nor of a guarded result
	Origins     *[2]origin       `json:"origins,omitempty"`   // by voice; not of receipt forms 1 and 2
}

type origin struct {
	Entered int `json:"entered"`
	Shared  int `json:"shared"`
}

type sure struct {
	Responses  string `json:"responses"`
	SameRung   int    `json:"same_rung"`
	WithinOne  int    `json:"within_one"`
	SameStance int    `json:"same_stance"`
}

// notKnown lists positions of questions.
type notKnown struct {
	Lived  []int `json:"lived"`
	Learnt []int `json:"learnt"`
}

type limits struct {
	Answers          int `json:"answers"`
	WeakestPrinciple int `json:"weakest_principle"`
	Gates            int `json:"gates"`
	LivedVoice       int `json:"lived_voice"`
}

type headCount struct {
	Responses int  `json:"responses"`
	People    int  `json:"people"`
	Heard     bool `json:"heard"`
}

type gate struct {
	Question int  `json:"question"`
	Answered bool `json:"answered"`
	Agreed   int  `json:"agreed"`
}

type profileNumbers struct {
	ID       string         `json:"id"`
	Rung     int            `json:"rung"`
	Index    *int           `json:"index"`
	Reason   scoring.Reason `json:"reason"`
	Voices   []standing     `json:"voices"`
	Gap      *gap           `json:"gap"`
	NextStep *nextStep      `json:"next_step"`
}

type standing struct {
	Rung     int  `json:"rung"`
	Index    *int `json:"index"`
	Answered int  `json:"answered"`
}

type gap struct {
	Rungs  int             `json:"rungs"`
	Points *int            `json:"points"`
	Flag   scoring.GapFlag `json:"flag"`
}

type nextStep struct {
	Rung   int     `json:"rung"`
	Raises []raise `json:"raises"`
}

type raise struct {
	Question int `json:"question"`
	From     int `json:"from"`
}

// numbersOf writes a result down. Its figures are whole already.
func numbersOf(r *result.Scored) numbers {
	n := numbers{
		Rung: r.Rung, Index: points(r.Index), Limits: (*limits)(r.Limits), LimitedBy: r.LimitedBy, Provisional: r.Provisional, Flags: r.Flags,
		Principles: profilesOf(r.Principles), Areas: profilesOf(r.Areas), Sure: (*sure)(r.Sure),
	}
	if r.NotKnown != nil {
		n.NotKnown = &notKnown{r.NotKnown[scoring.Lived], r.NotKnown[scoring.Learnt]}
	}
	for _, voice := range r.Voices {
		n.Voices = append(n.Voices, headCount{voice.Responses, voice.People, voice.Heard})
	}
	for _, g := range r.Gates {
		n.Gates = append(n.Gates, gate(g))
	}
	if r.Origins != nil {
		n.Origins = &[2]origin{origin(r.Origins[scoring.Lived]), origin(r.Origins[scoring.Learnt])}
	}
	return n
}

func profilesOf(profiles []scoring.Profile) []profileNumbers {
	out := make([]profileNumbers, len(profiles))
	for i := range profiles {
		p := &profiles[i]
		out[i] = profileNumbers{ID: p.ID, Rung: p.Rung, Index: points(p.Index), Reason: p.Reason}
		for _, s := range p.Voices {
			out[i].Voices = append(out[i].Voices, standing{s.Rung, points(s.Index), s.Answered})
		}
		if p.Gap != nil {
			out[i].Gap = &gap{p.Gap.Rungs, points(p.Gap.Points), p.Gap.Flag}
		}
		if p.NextStep != nil {
			out[i].NextStep = &nextStep{Rung: p.NextStep.Rung}
			for _, r := range p.NextStep.Raises {
				out[i].NextStep.Raises = append(out[i].NextStep.Raises, raise(r))
			}
		}
	}
	return out
}

// result reads a result back.
func (n *numbers) result() result.Scored {
	scored := result.Scored{Result: n.figures()}
	if n.Origins != nil {
		scored.Origins = &result.Origins{scoring.Lived: result.Origin(n.Origins[0]), scoring.Learnt: result.Origin(n.Origins[1])}
	}
	return scored
}

func (n *numbers) figures() *scoring.Result {
	r := &scoring.Result{
		Rung: n.Rung, Index: index(n.Index), Limits: (*scoring.Limits)(n.Limits), LimitedBy: n.LimitedBy, Provisional: n.Provisional, Flags: n.Flags,
		Principles: scoringProfiles(n.Principles), Areas: scoringProfiles(n.Areas), Sure: (*scoring.Sure)(n.Sure),
	}
	if n.NotKnown != nil {
		r.NotKnown = &scoring.NotKnown{scoring.Lived: n.NotKnown.Lived, scoring.Learnt: n.NotKnown.Learnt}
	}
	for i, voice := range n.Voices {
		r.Voices[i] = scoring.HeadCount{Count: scoring.Count{Responses: voice.Responses, People: voice.People}, Heard: voice.Heard}
	}
	for _, g := range n.Gates {
		r.Gates = append(r.Gates, scoring.Gate(g))
	}
	return r
}

func scoringProfiles(profiles []profileNumbers) []scoring.Profile {
	out := make([]scoring.Profile, len(profiles))
	for i := range profiles {
		p := &profiles[i]
		out[i] = scoring.Profile{ID: p.ID, Rung: p.Rung, Index: index(p.Index), Reason: p.Reason}
		for v, s := range p.Voices {
			out[i].Voices[v] = scoring.Standing{Rung: s.Rung, Index: index(s.Index), Answered: s.Answered}
		}
		if p.Gap != nil {
			out[i].Gap = &scoring.Gap{Rungs: p.Gap.Rungs, Points: index(p.Gap.Points), Flag: p.Gap.Flag}
		}
		if p.NextStep != nil {
			out[i].NextStep = &scoring.NextStep{Rung: p.NextStep.Rung}
			for _, r := range p.NextStep.Raises {
				out[i].NextStep.Raises = append(out[i].NextStep.Raises, scoring.Raise(r))
			}
		}
	}
	return out
}

func points(x scoring.Index) *int {
	if !x.Valid() {
		return nil
	}
	whole := x.Rounded(1)
	return &whole
}

func index(points *int) scoring.Index {
	if points == nil {
		return scoring.Index{}
	}
	return scoring.Whole(*points)
}
