package web

import (
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// details is what the page about an organisation shows.
type details struct {
	beginning
	Verification assessments.Verification
	State        string // in words
	Saved        bool
}

// verifications says how far the check of an organisation has got.
var verifications = map[assessments.VerificationState]string{
	assessments.Unverified: "details.unverified",
	assessments.Verified:   "details.verified",
	assessments.Rejected:   "details.rejected",
	assessments.Revoked:    "details.revoked",
}

// showDetails shows what an organisation says of itself, to be changed.
func (s *server) showDetails(v *visit, o *assessments.Organisation) error {
	v.form().describe(o)
	if v.form().text("tag") == "" {
		v.form().put("tag", o.Tag())
	}
	choices := v.beginning()
	choices.Led = append(choices.Led, unsaid(v)...)
	return v.show("details", details{
		beginning: choices, Verification: o.Verification, State: v.say(verifications[o.Verification.State]), Saved: v.Query("saved") != "",
	})
}

// describe fills a form with what an organisation says of itself.
func (f *form) describe(o *assessments.Organisation) {
	in := o.Input()
	f.fill("name", in.Name)
	f.fill("identifiers", strings.Join(in.Identifiers, "\n"))
	f.fill("contact", in.Contact)
	f.fill("region", in.Region)
	f.fill("sector", in.Sector)
	if in.AnnualIncome != nil {
		f.fill("income", thousands(*in.AnnualIncome))
	}
	f.fill("led", "")
	if in.LedByLivedExperience != nil {
		f.fill("led", map[bool]string{true: "yes", false: "no"}[*in.LedByLivedExperience])
	}
}

// thousands writes a number as people do: 1,250,000.
func thousands(n int64) string {
	digits := strconv.FormatInt(n, 10)
	for at := len(digits) - 3; at > 0; at -= 3 {
		digits = digits[:at] + "," + digits[at:]
	}
	return digits
}

// changeDetails keeps what an organisation says of itself.
func (s *server) changeDetails(v *visit, o *assessments.Organisation) error {
	said := v.profile()
	said.Identifiers, said.Contact = v.form().lines("identifiers"), v.form().text("contact")
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	change := func(in *assessments.ProfileInput) error {
		wanted := said
		wanted.Country, wanted.ExternalID = in.Country, in.ExternalID
		*in = wanted
		return nil
	}
	_, err := s.Service.ChangeOrganisation(v.Request.Context(), v.caller, o.ID, access.Match{v.form().text("tag")}, change)
	if fault.KindOf(err) == fault.Stale {
		v.form().wrong("", v.say("details.stale"))
		v.form().put("tag", o.Tag())
		return v.again(nil, nil)
	}
	if err != nil {
		return v.again(err, map[string]string{"annual_income": "income"})
	}
	return v.to("/details?saved=yes")
}

// lines returns the lines that were typed into a field, without empty ones.
func (f *form) lines(name string) []string {
	var lines []string
	for line := range strings.Lines(f.values.Get(name)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}
