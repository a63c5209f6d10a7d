package picture

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/scoring"
)

// notice is what must not be missed of a result, and what it means.
type notice struct{ what, means string }

// bySide returns the key for one voice.
func bySide(voice scoring.Voice, lived, learnt string) string {
	if voice == scoring.Lived {
		return lived
	}
	return learnt
}

// staffAlone tells whether staff alone speak. What they see is said to be theirs.
func (v *View) staffAlone() bool { return v.alone && v.speaks == scoring.Learnt }

// headline is to, for or with, and the overall rung, in words.
func (v *View) headline() string {
	switch {
	case v.overall.level > 0:
		return sentence(v.doing()) + " " + v.overallRung()
	case v.staffAlone():
		return v.text("picture.staff_no_overall")
	}
	return v.text("picture.no_overall")
}

// doing says to, for or with: that is surer than the rung.
func (v *View) doing() string {
	key := "picture.doing"
	if v.staffAlone() {
		key = "picture.staff_doing"
	}
	return v.text(key, "stance", v.said.Stance(v.overall.stance))
}

func (v *View) overallRung() string {
	key := "picture.overall"
	switch {
	case v.staffAlone():
		key = "picture.staff_overall"
	case v.few:
		key = "picture.nearest"
	}
	return v.text(key, "rung", v.overall.numbered())
}

// stance is what the rungs of one stance have in common.
func (v *View) stance(r rung) string {
	return v.text("picture.stance", "stance", v.said.Stance(r.stance))
}

// answered says how many people of a voice answered.
func (v *View) answered(who scoring.Voice) string {
	key := "picture.answered"
	if !v.voices[who].heard {
		key = "picture.answered_too_few"
	}
	return v.text(key, "side", v.text(bySide(who, "picture.lived", "picture.learnt")), "people", v.voices[who].people)
}

// agreedTitle is what the agreed rung is called. Where one voice speaks alone,
// nothing is agreed.
func (v *View) agreedTitle() string {
	if v.alone {
		return v.text(bySide(v.speaks, "picture.lived_agreed", "picture.staff_agreed"))
	}
	return v.text("picture.agreed")
}

// agreedText is the agreed rung of a row in words: "3 Informing".
func (v *View) agreedText(r row) string {
	if r.agreed.level == 0 {
		return v.text("picture.none")
	}
	return r.agreed.numbered()
}

// agreedLevel is the same without its name, for beside a ladder that has them.
func (v *View) agreedLevel(r row) string {
	if r.agreed.level == 0 {
		return v.text("picture.none")
	}
	return strconv.Itoa(r.agreed.level)
}

func (r rung) numbered() string { return strconv.Itoa(r.level) + " " + r.title }

// side is a voice in short.
func (v *View) side(who scoring.Voice) string {
	return v.text(bySide(who, "picture.lived_short", "picture.learnt_short"))
}

// missing says why a mark stands nowhere.
func (v *View) missing(why state) string {
	return v.text(map[state]string{notHeard: "picture.not_heard", withheld: "picture.withheld", noRung: "picture.no_rung"}[why])
}

// seen says where a voice stands: "Staff: 5 Engagement".
func (v *View) seen(r row, who scoring.Voice) string {
	m := r.marks[who]
	if m.state == stands {
		return v.side(who) + ": " + m.rung.numbered()
	}
	return v.side(who) + ": " + v.missing(m.state)
}

// apart says how far apart the voices are: "2 rungs apart: talk about this
// first". It is empty where there is no gap to speak of.
func (v *View) apart(r row) string {
	if r.gap == nil {
		return ""
	}
	return join(": ", v.rungsApart(r.gap.Rungs), v.flagged(r.gap.Flag, "picture.advice", "picture.advice_first"))
}

func (v *View) rungsApart(rungs int) string {
	switch rungs {
	case 0:
		return v.text("picture.same_rung")
	case 1, -1:
		return v.text("picture.one_apart")
	}
	return v.text("picture.many_apart", "n", max(rungs, -rungs))
}

// flagged says what a gap asks for, nothing where it asks for nothing.
func (v *View) flagged(flag scoring.GapFlag, discuss, priority string) string {
	switch flag {
	case scoring.Discuss:
		return v.text(discuss)
	case scoring.Priority:
		return v.text(priority)
	default:
		return ""
	}
}

// standing says what is to be said at a rung of the ladder: that the
// organisation stands there, or aims there.
func (v *View) standing(level int) string {
	var here, target string
	if level == v.overall.level {
		here = v.here()
	}
	if level == v.target {
		target = v.text("picture.target")
		if v.overall.level >= v.target {
			target = v.text("picture.target_met")
		}
	}
	then := ""
	if level == v.stoodOn {
		then = v.stoodThen
	}
	return join(" ", here, target, then)
}

// here says that the organisation stands on a rung, as surely as that is known.
func (v *View) here() string {
	switch {
	case v.alone:
		return v.text(bySide(v.speaks, "picture.lived_here", "picture.staff_here"))
	case v.few:
		return v.text("picture.about_here")
	}
	return v.text("picture.here")
}

// seenBefore says where the voices stood before: "Before: Lived experience 3,
// Staff 5". It is empty when neither did.
func (v *View) seenBefore(r row) string {
	var seen []string
	for _, who := range scoring.Voices {
		if level := r.before[who]; level > 0 {
			seen = append(seen, v.side(who)+" "+strconv.Itoa(level))
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return v.text("picture.before_seen", "seen", strings.Join(seen, ", "))
}

// credits says what the picture rests on, and how to take it.
func (v *View) credits() []string {
	return []string{
		v.text("picture.conversation"),
		v.text("picture.scored_with", "instrument", v.scoredWith),
		v.text("picture.based_on", "names", v.sources),
	}
}
