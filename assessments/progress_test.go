package assessments

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/result"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// closedResult is one in which both voices are heard.
func closedResult(id string, rung int, changes ...func(*StoredResult)) StoredResult {
	o := StoredResult{
		Assessment: Assessment{ID: id, Instrument: "ladder", Version: "1.4.0", Terms: Terms{Scope: instrument.ServiceScope}},
		Scored: result.Scored{Instrument: &instrument.Instrument{Series: "ladder-1"}, ScoringVersion: "2", Result: &scoring.Result{
			Rung: rung, Index: scoring.Whole(10 * rung), Voices: [...]scoring.HeadCount{headCount(10), headCount(10)},
			Principles: []scoring.Profile{{ID: "equality", Rung: rung, Index: scoring.Whole(20)}, {ID: "diversity"}},
		}},
	}
	for _, change := range changes {
		change(&o)
	}
	return o
}

func headCount(responses int) scoring.HeadCount {
	return scoring.HeadCount{Count: scoring.Count{Responses: responses}, Heard: true}
}

func staffOnly(o *StoredResult) { o.Provisional, o.Voices[scoring.Lived].Heard = true, false }

func unheard(o *StoredResult) {
	o.Provisional, o.Voices = true, [len(scoring.Voices)]scoring.HeadCount{}
}

func TestOnlyWhatIsAlikeIsCompared(t *testing.T) {
	t.Parallel()
	alike := func(o *StoredResult) { o.Assessment.Version, o.Guarded = "2.0.0", true }
	for name, tc := range map[string]struct {
		differs       func(*StoredResult)
		before, after string // why not, when that is the one before, or this one
	}{
		"another version of the series": {alike, "", ""},
		"another questionnaire": {
			func(o *StoredResult) { o.Assessment.Instrument = "other" },
			"progress.why_questionnaire", "progress.why_questionnaire",
		},
		"another version of the rules": {
			func(o *StoredResult) { o.ScoringVersion = "1" },
			"progress.why_rules", "progress.why_rules",
		},
		"another series": {
			func(o *StoredResult) { o.Instrument = &instrument.Instrument{Series: "ladder-2"} },
			"progress.why_series", "progress.why_series",
		},
		"another scope": {
			func(o *StoredResult) { o.Assessment.Scope = instrument.StrategicScope },
			"progress.why_scope",
			"progress.why_scope",
		},
		"staff alone": {staffOnly, "progress.why_staff_before", "progress.why_staff"},
		"nobody":      {unheard, "progress.why_few_before", "progress.why_few"},
	} {
		usual, differs := closedResult("usual", 4), closedResult("differs", 5, tc.differs)
		for _, order := range []struct {
			then, now *StoredResult
			why       string
		}{{&differs, &usual, tc.before}, {&usual, &differs, tc.after}} {
			got := changeSince([]Progress{{StoredResult: *order.then}}, order.now)
			if got.WhyNot != order.why || got.Comparable != (order.why == "") || got.Since != order.then.Assessment.ID || (got.Principles != nil) != got.Comparable {
				t.Errorf("%s, %s after %s: %+v, want %q", name, order.now.Assessment.ID, order.then.Assessment.ID, got, order.why)
			}
		}
	}
}

func TestAResultIsComparedWithTheLatestThatIsLikeIt(t *testing.T) {
	t.Parallel()
	before := []Progress{{StoredResult: closedResult("first", 2)}, {StoredResult: closedResult("second", 3)}, {StoredResult: closedResult("third", 5, staffOnly)}}
	now := closedResult("now", 4)
	rungs, points, none, moved := 1, 10, 0, true
	want := &Change{
		Since: "second", Comparable: true, Overall: Difference{"", &rungs, &points}, Clear: &moved,
		Principles: []Difference{{"equality", &rungs, &none}, {"diversity", nil, nil}},
	}
	if diff := cmp.Diff(want, changeSince(before, &now)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if first := changeSince(nil, &now); first != nil {
		t.Errorf("the first one changed since %+v", first)
	}
}

func TestAChangeIsClearWhenOtherPeopleWouldNotBringIt(t *testing.T) {
	t.Parallel()
	few := func(o *StoredResult) { o.Voices[scoring.Learnt] = headCount(9) }
	moved := func(points int, changes ...func(*StoredResult)) StoredResult {
		return closedResult("", 4, append([]func(*StoredResult){func(o *StoredResult) { o.Index = scoring.Whole(40 + points) }}, changes...)...)
	}
	none := func(o *StoredResult) { o.Index = scoring.Index{} }
	yes, no := true, false
	for name, tc := range map[string]struct {
		then, now StoredResult
		want      *bool
	}{
		"nothing known":       {moved(0), moved(0, none), nil},
		"many, by 9":          {moved(0), moved(9), &no},
		"many, by 10":         {moved(0), moved(10), &yes},
		"many, down by 10":    {moved(10), moved(0), &yes},
		"few then, by 14":     {moved(0, few), moved(14), &no},
		"few now, by 14":      {moved(0), moved(14, few), &no},
		"few now, by 15":      {moved(0), moved(15, few), &yes},
		"few now, down by 15": {moved(15), moved(0, few), &yes},
	} {
		got := changeSince([]Progress{{StoredResult: tc.then}}, &tc.now)
		if diff := cmp.Diff(tc.want, got.Clear); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
