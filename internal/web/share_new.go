package web

import (
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// agreeing is a page on the way to agree to something.
type agreeing struct {
	Purposes []option
	Waits    time.Time // until when this key cannot agree; zero for no wait

	// What it would be, once that is known.
	Title   string
	Offer   *comparisons.Offer // nil for the public benchmark
	Text    []string
	Enters  []string
	Version string
}

// agreeStep is what the second page says of itself.
const agreeStep = "agree"

// showNewShare asks for what somebody wants to share, then shows whose it is and
// what it means.
func (s *server) showNewShare(v *visit) error {
	v.form().once()
	data := agreeing{Purposes: v.purposes()}
	if s.Now().Before(v.caller.SharesFrom) {
		data.Waits = v.caller.SharesFrom
	}
	if v.form().text("step") != agreeStep {
		return v.show("share-new", data)
	}
	purpose := release.Purpose(v.form().text("purpose"))
	consents, _ := comparisons.Consents(v.words)
	at := slices.IndexFunc(consents, func(c comparisons.Consent) bool { return c.Purpose == purpose })
	if at < 0 {
		return v.show("share-new", data)
	}
	if purpose != release.InBenchmark {
		offer, err := s.Comparisons.Offer(v.Request.Context(), v.form().text("code"))
		if err != nil {
			return err
		}
		data.Offer = &offer
	}
	data.Title, data.Text, data.Version = v.purposeTitle(purpose), consents[at].Sentences, comparisons.ConsentVersion
	data.Enters = comparisons.Used(purpose, v.words)
	return v.show("share-agree", data)
}

func (v *visit) purposes() []option {
	return []option{
		{Value: string(release.InProgramme), Text: v.say("sharing.in_programme"), Picture: "money", Hint: v.say("sharing.in_programme_hint")},
		{Value: string(release.ByName), Text: v.say("sharing.by_name"), Picture: "group", Hint: v.say("sharing.by_name_hint")},
		{Value: string(release.InBenchmark), Text: v.say("sharing.in_benchmark"), Picture: "many", Hint: v.say("sharing.in_benchmark_hint")},
	}
}

// newShare goes on to the text, and from there keeps what was agreed.
func (s *server) newShare(v *visit) error {
	f := v.form()
	if f.text("step") == agreeStep {
		return s.agree(v)
	}
	purpose := f.text("purpose")
	switch {
	case !slices.Contains(comparisons.Purposes, release.Purpose(purpose)):
		f.wrong("purpose", v.say("sharing.purpose_missing"))
	case purpose == string(release.InBenchmark):
		f.put("code", "")
	case f.text("code") == "":
		f.wrong("code", v.say("sharing.code_missing"))
	default:
		_, err := s.Comparisons.Offer(v.Request.Context(), f.text("code"))
		if fault.KindOf(err) == fault.NotFound {
			f.wrong("code", v.say("sharing.code_wrong"))
		} else if err != nil {
			return err
		}
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	f.put("step", agreeStep)
	return s.showNewShare(v)
}

// agree keeps what was agreed. The same form sent twice agrees once.
func (s *server) agree(v *visit) error {
	f := v.form()
	in := comparisons.ShareInput{Purpose: f.text("purpose"), Code: f.text("code"), TextVersion: f.text("version")}
	if !f.ticked("agreed") {
		f.wrong("agreed", v.say("sharing.agreed_missing"))
	}
	if in.TextVersion != comparisons.ConsentVersion { // it was shown before the program was renewed
		f.wrong("agreed", v.say("sharing.text_changed"))
		f.put("agreed", "")
	}
	if until := f.text("until"); until != "" {
		last, err := time.Parse(time.DateOnly, until)
		if err != nil {
			f.wrong("until", v.say("sharing.until_wrong"))
		}
		in.ExpiresAt = last.AddDate(0, 0, 1) // it holds on that day, too
	}
	if f.Faulty() {
		return v.again(nil, nil)
	}
	once := onceFor(v, func(made *comparisons.Share) string { return made.ID })
	made, err := s.Comparisons.CreateShare(v.Request.Context(), v.caller, v.caller.PrincipalID, in, once)
	if err != nil {
		return v.again(err, map[string]string{"expires_at": "until", "programme_code": "code", "text_version": ""})
	}
	return v.to("/sharing/" + replayed(once, made.ID))
}
