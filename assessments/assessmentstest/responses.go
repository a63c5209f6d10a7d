package assessmentstest

import (
	"context"
	"slices"
	"testing"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

var ofResponses = tests{
	"drafts, full ones and withdrawn ones read back as they were added": responseReadsBack,
	"saving replaces all but the voice, the origin and the keys":        saveReplacesResponse,
	"saving one that is not there is an error":                          saveMissingResponse,
	"withdrawn ones hold nothing of what was written":                   withdrawnIsEmpty,
	"many are added together, or none of them":                          responsesTogether,
	"two with one id, or of no assessment, are not kept":                responseRefused,
	"are found by the place of their assessment, without what they say": responseAt,
	"their mark changes with each that is added or saved":               marks,
	"a voice has submitted once one is, scored or not":                  hasSubmitted,
	"those submitted come whole, page by page":                          submittedPages,
}

func checkResponse(t *testing.T, store assessments.Store, want assessments.Response) {
	t.Helper()
	got, err := store.Response(t.Context(), want.Assessment, want.ID)
	Check(t, got, err, want)
}

func responseReadsBack(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)))
	withdrawn := Response(3, ID(10), scoring.Lived)
	withdrawn.State, withdrawn.Revision = assessments.Withdrawn, 3
	proxy := FullResponse(4, ID(10), scoring.Learnt)
	proxy.Support, proxy.People, proxy.Private, proxy.Origin, proxy.Next = assessments.Proxy, scoring.MaxPeople, nil, assessments.Entered, Hash(5)
	for _, r := range []assessments.Response{Response(1, ID(10), scoring.Lived), FullResponse(2, ID(10), scoring.Learnt), withdrawn, proxy} {
		Add(t, store, r)
		checkResponse(t, store, r)
		_, err := store.Response(t.Context(), ID(11), r.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

func saveReplacesResponse(t *testing.T, store assessments.Store) {
	empty, full, other := Response(1, ID(10), scoring.Lived), FullResponse(1, ID(10), scoring.Lived), FullResponse(2, ID(10), scoring.Lived)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), empty, other)
	for _, want := range []assessments.Response{full, empty, full} {
		changed := want
		changed.Voice, changed.Origin, changed.Hash, changed.Next = scoring.Learnt, assessments.Entered, Hash(9), Hash(8) // these stay
		write(t, store, func(tx assessments.Tx) error { return tx.SaveResponse(t.Context(), changed) })
		checkResponse(t, store, want)
		checkResponse(t, store, other)
	}
}

func saveMissingResponse(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), Response(1, ID(10), scoring.Lived))
	for _, missing := range []assessments.Response{Response(2, ID(10), scoring.Lived), Response(1, ID(11), scoring.Lived)} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveResponse(t.Context(), missing) }); err == nil {
			t.Error("saved what is not there")
		}
		_, err := store.Response(t.Context(), missing.Assessment, missing.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

func withdrawnIsEmpty(t *testing.T, store assessments.Store) {
	kept := FullResponse(1, ID(10), scoring.Lived)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), kept)
	answers, notes := kept, kept
	answers.Notes, notes.Answers = nil, nil
	for _, withdrawn := range []assessments.Response{answers, notes} {
		withdrawn.State = assessments.Withdrawn
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.SaveResponse(t.Context(), withdrawn) }); err == nil {
			t.Errorf("a withdrawn response kept %v and %v", withdrawn.Answers, withdrawn.Notes)
		}
	}
	checkResponse(t, store, kept)
}

func responseRefused(t *testing.T, store assessments.Store) {
	first := Response(1, ID(10), scoring.Lived)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), first)
	for _, r := range []assessments.Response{Response(1, ID(10), scoring.Learnt), Response(3, ID(99), scoring.Lived)} {
		if err := store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddResponse(t.Context(), r) }); err == nil {
			t.Errorf("kept %+v", r)
		}
	}
	checkResponse(t, store, first)
}

// With one of them that is there already, none is kept, and none is counted.
func responsesTogether(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Response(1, ID(10), scoring.Lived))
	together := func(first, last int) error {
		var many []assessments.Response
		for n := first; n <= last; n++ {
			many = append(many, FullResponse(n, ID(10), scoring.Voices[n%2]))
		}
		return store.Write(t.Context(), func(tx assessments.Tx) error { return tx.AddResponses(t.Context(), ID(10), many) })
	}
	if err := together(1, 450); err == nil {
		t.Error("one of them was there already, and all were kept")
	}
	checkCount(t, 1, func() (int, error) { return store.Responses(t.Context(), ID(10)) })
	for _, part := range [][2]int{{2, 450}, {451, 451}, {452, 451}} {
		if err := together(part[0], part[1]); err != nil {
			t.Fatal(err)
		}
	}
	checkCount(t, 451, func() (int, error) { return store.Responses(t.Context(), ID(10)) })
	for _, n := range []int{2, 200, 201, 202, 450, 451} {
		checkResponse(t, store, FullResponse(n, ID(10), scoring.Voices[n%2]))
	}
}

func responseAt(t *testing.T, store assessments.Store) {
	want := FullResponse(1, ID(10), scoring.Learnt)
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), want, Response(2, ID(10), scoring.Lived))
	got, err := store.ResponseAt(t.Context(), Locator(10), want.ID)
	Check(t, got, err, assessments.Response{ID: want.ID, Assessment: want.Assessment, Hash: want.Hash})
	for _, locator := range []string{Locator(11), "", want.Assessment} {
		_, err := store.ResponseAt(t.Context(), locator, want.ID)
		CheckKind(t, err, fault.NotFound)
	}
}

func hasSubmitted(t *testing.T, store assessments.Store) {
	submitted, draft := FullResponse(1, ID(10), scoring.Learnt), FullResponse(2, ID(10), scoring.Lived)
	submitted.Answers = []scoring.Answer{scoring.PreferNotToSay}
	draft.State = assessments.Draft
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), submitted, draft, Response(3, ID(11), scoring.Learnt))
	for _, tc := range []struct {
		assessment string
		voice      scoring.Voice
		want       bool
	}{
		{ID(10), scoring.Learnt, true},
		{ID(10), scoring.Lived, false},
		{ID(11), scoring.Learnt, false},
		{ID(99), scoring.Learnt, false},
		{"\x00\xff", scoring.Learnt, false},
	} {
		got, err := store.HasSubmitted(t.Context(), tc.assessment, tc.voice)
		Check(t, got, err, tc.want)
	}
}

func submittedPages(t *testing.T, store assessments.Store) {
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)), FullResponse(20, ID(11), scoring.Lived))
	var want []assessments.Response
	for _, n := range []int{4, 2, 5, 1, 3} {
		r := FullResponse(n, ID(10), scoring.Voices[n%2])
		r.People = n
		want = append(want, r)
		Add(t, store, r, Response(10+n, ID(10), scoring.Lived)) // and a draft
	}
	slices.SortFunc(want, func(a, b assessments.Response) int { return a.People - b.People })
	silent := FullResponse(6, ID(10), scoring.Lived)
	silent.Notes, silent.Private = nil, nil
	Add(t, store, silent)
	for limit := 1; limit <= 7; limit++ {
		checkSubmitted(t, store.SubmittedResponses, limit, append(want, silent))
		checkSubmitted(t, store.SubmittedNotes, limit, want)
	}
	for _, none := range []string{"", ID(99), "\x00\xff"} {
		got, err := store.SubmittedResponses(t.Context(), none, page)
		Check(t, got, err, nil)
	}
}

func checkSubmitted(t *testing.T, list func(context.Context, string, access.Page) ([]assessments.Response, error), limit int, want []assessments.Response) {
	t.Helper()
	var got []assessments.Response
	for page := (access.Page{Limit: limit}); ; {
		found, err := list(t.Context(), ID(10), page)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, found...)
		if len(found) < limit {
			break
		}
		page.After = found[len(found)-1].ID
	}
	Check(t, got, nil, want)
}

func marks(t *testing.T, store assessments.Store) {
	seen := map[string]bool{}
	mark := func(assessment string, want bool) {
		t.Helper()
		got, err := store.ResponsesMark(t.Context(), assessment)
		if err != nil || seen[got] == want {
			t.Errorf("the mark is %q (%v), new: want %t", got, err, want)
		}
		seen[got] = true
	}
	Add(t, store, Organisation(1), Assessment(10, ID(1)), Assessment(11, ID(1)))
	mark(ID(10), true)
	r := Response(1, ID(10), scoring.Lived)
	Add(t, store, r)
	mark(ID(10), true)
	for _, state := range []assessments.ResponseState{assessments.Submitted, assessments.Withdrawn} {
		r.State, r.Revision = state, r.Revision+1
		write(t, store, func(tx assessments.Tx) error { return tx.SaveResponse(t.Context(), r) })
		mark(ID(10), true)
	}
	Add(t, store, FullResponse(2, ID(10), scoring.Learnt))
	mark(ID(10), true)
	Add(t, store, FullResponse(3, ID(11), scoring.Learnt)) // another's
	mark(ID(10), false)
}
