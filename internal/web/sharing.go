package web

import (
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// sharing is what an organisation shares, and where it stands beside others.
type sharing struct {
	Shares  []task
	Parts   parts
	Periods []placing
}

// agreement is what an organisation agreed to.
type agreement struct {
	Address, Title string
	Funder         string // "" for the public benchmark
	Programme      string
	State          string
	InForce        bool
	Since          time.Time
	LastDay        time.Time // zero for no end
	Withdrawn      time.Time // zero for not
	By             string    // the name of the key that agreed
}

// Name is what was agreed, and with whom.
func (a *agreement) Name() string {
	if a.Programme == "" {
		return a.Title
	}
	return a.Title + ": " + a.Programme + ", " + a.Funder
}

// placing is where an organisation stands in the releases of a period.
type placing struct {
	Period string
	In     []standingIn
}

// standingIn is where it stands in one release.
type standingIn struct {
	Title, Address string
	Principles     []standingOn
	Quarter        string // "" where no rungs are published
}

type standingOn struct{ Title, Where string }

// mostStandings is of how many periods an organisation is shown where it stands.
const mostStandings = 3

// showSharing lists what an organisation shares, and says where it stands.
func (s *server) showSharing(v *visit) error {
	found, err := s.Comparisons.Shares(v.Request.Context(), v.caller, v.caller.PrincipalID, v.page())
	if err != nil {
		return err
	}
	data := sharing{Parts: partsOf(v, found, func(share *comparisons.Share) string { return share.ID })}
	for i := range found.Items {
		share := v.shared(&found.Items[i])
		data.Shares = append(data.Shares, task{Address: share.Address, Text: share.Name(), State: share.State, Done: !share.InForce})
	}
	frozen, err := s.frozen(v.Request.Context())
	if err != nil {
		return err
	}
	for i := range frozen[:min(len(frozen), mostStandings)] {
		placed, err := s.Comparisons.Position(v.Request.Context(), v.caller, v.caller.PrincipalID, frozen[i].Name)
		if err != nil {
			return err
		}
		one := placing{Period: frozen[i].Name}
		for at := range placed {
			in, err := v.standingIn(&placed[at])
			if err != nil {
				return err
			}
			one.In = append(one.In, in)
		}
		data.Periods = append(data.Periods, one)
	}
	return v.show("sharing", data)
}

// shared says what was agreed.
func (v *visit) shared(share *comparisons.Share) agreement {
	out := agreement{
		Address: "/sharing/" + share.ID, Title: v.purposeTitle(share.Purpose), Since: share.GrantedAt, Withdrawn: share.WithdrawnAt, By: share.Key.Name,
	}
	if !share.ExpiresAt.IsZero() {
		out.LastDay = share.ExpiresAt.Add(-time.Second)
	}
	if share.With != nil {
		out.Funder, out.Programme = share.With.FunderName, share.With.Name
	}
	switch share.State(v.Now()) {
	case comparisons.ShareGranted:
		out.State, out.InForce = v.say("sharing.granted"), true
	case comparisons.ShareWithdrawn:
		out.State = v.say("sharing.withdrawn")
	case comparisons.ShareExpired:
		out.State = v.say("sharing.expired")
	}
	return out
}

func (v *visit) purposeTitle(purpose release.Purpose) string {
	switch purpose {
	case release.InProgramme:
		return v.say("sharing.in_programme")
	case release.ByName:
		return v.say("sharing.by_name")
	case release.InBenchmark:
	}
	return v.say("sharing.in_benchmark")
}

// standingIn says where an organisation stands in a release.
func (v *visit) standingIn(p *comparisons.Placed) (standingIn, error) {
	subject, err := v.Comparisons.SubjectOf(v.Request.Context(), &p.Publication)
	if err != nil {
		return standingIn{}, err
	}
	words := v.questions(subject.Instrument)
	var out standingIn
	switch cohort := p.Publication.Cohort; cohort.Kind {
	case release.ProgrammeCohort:
		out.Title, out.Address = subject.Programme, "/programmes/"+cohort.ID+"/"+p.Publication.Period
	case release.NationalCohort:
		out.Title, out.Address = v.say("sharing.national"), "/benchmarks/"+p.Publication.Period
	case release.SectorCohort:
		first := p.Publication.Sectors[0]
		out.Title, out.Address = v.say("sharing.sector"), "/benchmarks/"+p.Publication.Period+"/sectors/"+first
		if len(p.Publication.Sectors) == 1 {
			out.Title = register.Sector(first).Name()
		}
	}
	where := map[release.Standing]string{
		release.Above: v.say("sharing.above"), release.Near: v.say("sharing.near"), release.Below: v.say("sharing.below"),
	}
	for i, id := range release.Principles {
		out.Principles = append(out.Principles, standingOn{words.Principles[id].Title, where[p.Position.Principles[i]]})
	}
	out.Quarter = map[int]string{
		1: v.say("sharing.quarter_lowest"), 2: v.say("sharing.quarter_lower"), 3: v.say("sharing.quarter_upper"), 4: v.say("sharing.quarter_highest"),
	}[p.Position.Quarter]
	return out, nil
}

// oneShare is a share with what it gives away.
type oneShare struct {
	agreement
	Published *released // what others read; nil before
	Enters    []string  // what will be used
	Named     *namedResult
}

// showShare shows what an organisation agreed to, and what others get from it.
func (s *server) showShare(v *visit) error {
	id := v.Param("id")
	share, err := s.Comparisons.Share(v.Request.Context(), v.caller, v.caller.PrincipalID, id)
	if err != nil {
		return err
	}
	preview, err := s.Comparisons.Preview(v.Request.Context(), v.caller, v.caller.PrincipalID, id)
	if err != nil {
		return err
	}
	data := &oneShare{agreement: v.shared(&share)}
	if preview.Uses != "" {
		data.Enters = comparisons.Used(preview.Uses, v.words)
	}
	if preview.Named != nil {
		named := v.namedResult(preview.Named)
		data.Named = &named
	}
	if preview.Of != nil {
		if data.Published, err = v.released(preview.Of, nil); err != nil {
			return err
		}
	}
	return v.show("share", data)
}

// showWithdraw says what it means to stop.
func (s *server) showWithdraw(v *visit) error {
	share, err := s.Comparisons.Share(v.Request.Context(), v.caller, v.caller.PrincipalID, v.Param("id"))
	if err != nil {
		return err
	}
	data := v.shared(&share)
	if !data.InForce {
		v.noForm()
		return v.to(data.Address)
	}
	return v.show("share-withdraw", &data)
}

// withdraw takes back what was agreed. Twice is once.
func (s *server) withdraw(v *visit) error {
	id := v.Param("id")
	if err := s.Comparisons.WithdrawShare(v.Request.Context(), v.caller, v.caller.PrincipalID, id); err != nil {
		return err
	}
	return v.to("/sharing/" + id)
}
