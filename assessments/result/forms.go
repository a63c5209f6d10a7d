package result

import (
	"slices"
	"strings"
)

// NewestForm is the form in which results are closed now.
const NewestForm = 3

// forms holds what the digest of a stored result goes over, by number. Those
// that results were closed with never change: a change is a new form, with a
// list of its own.
var forms = [...]members{
	1: membersOf(form1),
	2: membersOf(form2),
	3: membersOf(form3),
}

// form1 is every number, id and code of a stored result under the first version
// of the scoring rules. The names of members lead from the outside in, with a dot
// between them. Where a member is a list, what follows is of each thing in it.
var form1 = []string{
	"areas.gap.flag",
	"areas.gap.points",
	"areas.gap.rungs",
	"areas.id",
	"areas.index",
	"areas.reason",
	"areas.rung.id",
	"areas.rung.level",
	"areas.rung.stance",
	"areas.voices.answered",
	"areas.voices.index",
	"areas.voices.level",
	"areas.voices.voice",
	"assessment.closed_at",
	"assessment.id",
	"assessment.scope",
	"flags",
	"guarded",
	"index",
	"instrument.digest",
	"instrument.id",
	"instrument.version",
	"limited_by",
	"limits.answers",
	"limits.gates",
	"limits.lived_voice",
	"limits.weakest_principle",
	"principles.gap.flag",
	"principles.gap.points",
	"principles.gap.rungs",
	"principles.id",
	"principles.index",
	"principles.next_step.level",
	"principles.next_step.questions.from",
	"principles.next_step.questions.question",
	"principles.next_step.questions.to",
	"principles.reason",
	"principles.rung.id",
	"principles.rung.level",
	"principles.rung.stance",
	"principles.voices.answered",
	"principles.voices.index",
	"principles.voices.level",
	"principles.voices.voice",
	"provisional",
	"rung.id",
	"rung.level",
	"rung.stance",
	"scoring_version",
	"target.level",
	"target.met",
	"voices.heard",
	"voices.people",
	"voices.responses",
	"voices.voice",
}

// form2 adds what version 2 of the scoring rules tells, and its own number, so that
// a result of a later form cannot pass for one of an earlier form.
var form2 = slices.Concat(form1, []string{
	"next_gate.from",
	"next_gate.question",
	"next_gate.to",
	"not_known.learnt",
	"not_known.lived",
	"receipt.form",
	"sure.responses",
	"sure.same_rung",
	"sure.same_stance",
	"sure.within_one",
})

// form3 adds how the responses of each heard voice came.
var form3 = slices.Concat(form2, []string{
	"voices.entered",
	"voices.shared",
})

// members are those of an object that the digest goes over, each with those
// inside it. None means a plain value, or a list of plain values.
type members map[string]members

func membersOf(paths []string) members {
	all := members{}
	for _, path := range paths {
		inside := all
		for name := range strings.SplitSeq(path, ".") {
			if inside[name] == nil {
				inside[name] = members{}
			}
			inside = inside[name]
		}
	}
	return all
}
