package web

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// questionAsked is the page of one question.
type questionAsked struct {
	*responding
	asked
	Here             string
	Number, All      int
	Groups           []choiceGroup // in Easy Read: to, for and with first
	Remembered       []string      // the hidden fields by which it is noticed what changed elsewhere
	Noted            bool          // whether there is a note, or something to put right in it
	Saved, Elsewhere bool
}

// choiceGroup is one of to, for and with, and the choices inside.
type choiceGroup struct {
	option
	Inside []option
}

// showQuestion asks one question. Nothing is chosen beforehand.
func (s *server) showQuestion(v *visit, r *responding) error {
	at, there := r.at(v.Param("question"))
	switch {
	case !there:
		return fault.NoSuch("question")
	case r.State == assessments.Submitted:
		return v.to("/answer/sent")
	}
	v.form().fillAnswer(r, at)
	data := questionAsked{
		responding: r, asked: askIn(r.Words, r.Instrument, r.Voice, at), Here: questionPage(at), Number: at + 1, All: len(r.Instrument.Questions),
		Remembered: slices.Sorted(maps.Keys(r.standing(at))), Noted: v.form().text("note") != "" || v.form().ticked("private"), Saved: v.Query("saved") == "yes", Elsewhere: v.Query("saved") == "elsewhere",
	}
	answer, stance, _ := v.form().given(r.Instrument)
	for _, options := range [][]option{data.Choices, data.Else} {
		for i := range options {
			options[i].Chosen = options[i].Value == answer
		}
	}
	if v.words.Variant == instrument.EasyRead {
		data.Groups = groupsOf(r, data.Choices, stance)
	}
	return v.show("answer-question", data)
}

// at reads the number of a question in an address.
func (r *responding) at(number string) (int, bool) {
	n, err := strconv.Atoi(number)
	return n - 1, err == nil && n >= 1 && n <= len(r.Instrument.Questions) && number == strconv.Itoa(n)
}

// groupsOf are to, for and with, each with the choices that belong there. Where all
// choices are in one there is nothing to choose first.
func groupsOf(r *responding, choices []option, stance string) []choiceGroup {
	var groups []choiceGroup
	for _, one := range instrument.Stances {
		group := choiceGroup{option: option{Value: string(one), Text: r.Words.Groups[one], Picture: string(one), Chosen: string(one) == stance}}
		for _, choice := range choices {
			if stanceOf(r.Instrument, choice.Value) == string(one) {
				group.Inside = append(group.Inside, choice)
			}
		}
		if len(group.Inside) > 0 {
			groups = append(groups, group)
		}
	}
	if len(groups) < 2 {
		return nil
	}
	return groups
}

// stanceOf is to, for or with, for the code of a choice; "" for all others.
func stanceOf(in *instrument.Instrument, code string) string {
	level, err := strconv.Atoi(code)
	if err != nil || level < 1 || level > in.Top() {
		return ""
	}
	return string(in.Rung(level).Stance)
}

// fillAnswer fills the form of a question with what was answered. What the page was
// made with stands in it too: by that it is noticed that somebody changed it elsewhere.
func (f *form) fillAnswer(r *responding, at int) {
	id := r.Instrument.Questions[at].ID
	f.fill("answer", r.code(at))
	f.fill("note", r.Notes[id])
	if slices.Contains(r.Private, id) {
		f.fill("private", "yes")
	}
	for name, value := range r.standing(at) {
		if !f.values.Has(name) {
			f.put(name, value)
		}
	}
}

// standing is what is kept of a question, as its form remembers it.
func (r *responding) standing(at int) map[string]string {
	id := r.Instrument.Questions[at].ID
	hidden := ""
	if slices.Contains(r.Private, id) {
		hidden = "yes"
	}
	return map[string]string{"was": r.code(at), "noted": digestOf(r.Notes[id])[:16], "hidden": hidden}
}

// given reads the answer in the form of a question: the code, and to, for or with
// where that was asked first. It is not whole when nothing was chosen inside.
func (f *form) given(in *instrument.Instrument) (code, stance string, whole bool) {
	stance, code = f.text("stance"), f.text("answer")
	switch {
	case stance == "":
		return code, stanceOf(in, code), true
	case !slices.Contains(instrument.Stances, instrument.Stance(stance)):
		return stance, "", true
	case stanceOf(in, code) != stance:
		return "", stance, false
	}
	return code, stance, true
}

// answer keeps an answer and a note, and goes on.
func (s *server) answer(v *visit, r *responding) error {
	at, there := r.at(v.Param("question"))
	if !there {
		return fault.NoSuch("question")
	}
	kept, saved, err := v.saveAnswer(r, at)
	if fault.KindOf(err) == fault.Conflict {
		return v.changed(err)
	}
	if err != nil {
		return v.again(err, map[string]string{"answers": "answer", "notes": "note", "private_notes": "private"})
	}
	going := v.form().text("go")
	if _, _, whole := v.form().given(r.Instrument); !whole && (going != "" || !v.isQuiet()) {
		for name := range r.standing(at) { // it is kept, as far as it goes
			v.form().values.Del(name)
		}
		v.form().wrong("answer", v.say("question.missing"))
		return v.again(nil, nil)
	}
	if v.isQuiet() && going == "" {
		r.Answered = kept
		return v.tell(told{Elsewhere: saved == overwritten, Fields: r.standing(at)})
	}
	address := r.after(at, going)
	switch {
	case saved == overwritten:
		address += "?saved=elsewhere"
	case saved == anew && !v.isQuiet():
		address += "?saved=yes"
	}
	return v.to(address)
}

// saving is what saving an answer did.
type saving int

const (
	asBefore    saving = iota
	anew               // something changed
	overwritten        // and replaced what somebody wrote elsewhere meanwhile
)

// after is the page after a question, or before it.
func (r *responding) after(at int, going string) string {
	switch {
	case going == "stay":
		return questionPage(at)
	case going == "back" && at > 0:
		return questionPage(at - 1)
	case going == "back":
		return "/answer"
	case going != "check" && at+1 < len(r.Instrument.Questions):
		return questionPage(at + 1)
	}
	return "/answer/check"
}

// saveAnswer keeps what the form says of a question, and leaves all else as it is.
// It is the person's latest word.
func (v *visit) saveAnswer(r *responding, at int) (kept assessments.Answered, did saving, err error) {
	write := func(ctx context.Context, change func(*assessments.ResponseText) error) (err error) {
		kept, err = v.Service.ChangeResponse(ctx, v.caller, v.caller.Assessment, v.caller.Response, access.Match{"*"}, change)
		return err
	}
	did, err = access.Within(v.Request.Context(), write, func(text *assessments.ResponseText) (saving, error) {
		text.Variant = v.words.Variant
		return v.form().answerIn(text, r.Instrument, r.Instrument.Questions[at].ID), nil
	})
	return kept, did, err
}

// answerIn puts what the form says of a question into a response.
func (f *form) answerIn(text *assessments.ResponseText, in *instrument.Instrument, id string) (did saving) {
	code, stance, whole := f.given(in)
	then := text.Answers[id]
	switch {
	case code != "" && code != then:
		did = since(then, f.text("was"))
		text.Answers[id] = code
	case !whole && then != "" && stanceOf(in, then) != stance: // what is kept is what is seen
		did = anew
		delete(text.Answers, id)
	}
	note := visible(f.text("note"))
	if before := text.Notes[id]; note != before && digestOf(note)[:16] != f.text("noted") {
		did = max(did, since(digestOf(before)[:16], f.text("noted")))
		text.Notes = noting(text.Notes, id, note)
	}
	if f.ticked("private") != f.ticked("hidden") {
		did = max(did, anew)
		text.Private = slices.DeleteFunc(slices.Clone(text.Private), func(other string) bool { return other == id })
		if f.ticked("private") {
			text.Private = append(text.Private, id)
		}
	}
	return did
}

// since tells whether what is replaced is what the page was made with.
func since(then, shown string) saving {
	if then == shown {
		return anew
	}
	return overwritten
}

// noting returns notes with that of one question changed; "" for none.
func noting(notes map[string]string, question, note string) map[string]string {
	changed := map[string]string{}
	maps.Copy(changed, notes)
	changed[question] = note
	if note == "" {
		delete(changed, question)
	}
	return changed
}

// visible is a text with the ends of lines as they are kept, and without what writes
// nothing: that is refused in a note.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && instrument.IsControl(r) {
			return -1
		}
		return r
	}, strings.ReplaceAll(text, "\r\n", "\n"))
}
