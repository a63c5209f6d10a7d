package cli

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// world is the demonstration: who is in it, and the time there.
type world struct {
	service   *assessments.Service
	comparing *comparisons.Service
	now       time.Time // read by both services; moved only when nobody is at work
	today     time.Time // when the demonstration is made
	asks      *instrument.Instrument
	periods   [2]comparisons.PeriodInput
	operator  assessments.NewKey
	funder    assessments.NewKey
	funds     []fund
	members   []*member
	shown     assessments.NewOrganisation // whose key is told
	person    assessments.Secret          // opens the questions of it to somebody
}

// fund is a programme of the funder.
type fund struct {
	comparisons.Programme
	About string // what a visitor should look at
	size  int
}

// member is an invented organisation.
type member struct {
	assessments.NewOrganisation
	number int    // 1 for the first
	fund   *fund  // nil for none
	level  [2]int // of the rung that people with lived experience see, in each period
}

func (m *member) caller() access.Caller { return callerFrom(m.ID) }

func callerFrom(organisation string) access.Caller {
	return access.Caller{Role: access.OrganisationRole, PrincipalID: organisation}
}

// outside is how many organisations are in no programme. With them each of the
// two sectors is large enough for the benchmark.
const outside = 22

// demoFunder is what the funder is called.
const demoFunder = "Demo: The Bridge Fund"

// newWorld returns an empty world on two services, whose clocks it takes over.
// Its periods are the two years before this one.
func newWorld(service *assessments.Service, comparing *comparisons.Service) *world {
	w := &world{service: service, comparing: comparing, today: service.Now(), asks: service.Catalogue.Find(instrument.Ladder, "")}
	for i := range w.periods {
		w.periods[i] = periodOf(w.today.Year() - len(w.periods) + i)
	}
	w.now = w.periods[0].OpensAt
	service.Now = func() time.Time { return w.now }
	comparing.Now = service.Now
	w.funds = []fund{
		{Programme: comparisons.Programme{Name: "Demo: Good Company"}, size: 14, About: "with 10 to 19 independent organisations: four means"},
		{Programme: comparisons.Programme{Name: "Demo: Open Doors"}, size: 30, About: "with 20 to 59: also the gap"},
		{Programme: comparisons.Programme{Name: "Demo: Whole County"}, size: 64, About: "with 60 to 199: also the stances"},
		{Programme: comparisons.Programme{Name: "Demo: Small Start"}, size: 4, About: "too small: nothing is released, and the answer does not say why"},
	}
	return w
}

// periodOf is a year, which is frozen as soon as it is over.
func periodOf(year int) comparisons.PeriodInput {
	opens := time.Date(year, time.January, 1, 0, 0, 0, 0, time.UTC)
	closes := opens.AddDate(1, 0, 0)
	return comparisons.PeriodInput{Name: strconv.Itoa(year), OpensAt: opens, ClosesAt: closes, FreezeAt: closes}
}

// fill lets two years pass.
func (w *world) fill(ctx context.Context, operator assessments.Secret) (err error) {
	if w.operator, err = w.service.FirstOperatorKey(ctx, operator); err != nil {
		return err
	}
	if err := w.declare(ctx); err != nil {
		return err
	}
	w.invent()
	if err := w.each(ctx, w.join); err != nil {
		return err
	}
	for i, period := range w.periods {
		w.now = period.OpensAt.AddDate(0, 9, 0)
		err := w.each(ctx, func(ctx context.Context, m *member) error { return w.assess(ctx, m, m.level[i]) })
		if err != nil {
			return err
		}
		w.now = period.FreezeAt
		if err := w.comparing.FreezeDue(ctx); err != nil {
			return err
		}
	}
	w.now = w.today
	if err := w.goOn(ctx); err != nil {
		return err
	}
	return w.ask(ctx)
}

// goOn opens the period of this year, so that a programme can be declared.
func (w *world) goOn(ctx context.Context) error {
	_, err := w.comparing.CreatePeriod(ctx, access.Caller{Role: access.OperatorRole}, periodOf(w.today.Year()), nil)
	return err
}

// ask opens an assessment of the organisation that is shown, to which some staff
// have answered already, and invites people to it.
func (w *world) ask(ctx context.Context) error {
	const uses = 50
	caller := callerFrom(w.shown.ID)
	a, err := w.open(ctx, caller, assessments.Individually)
	if err != nil {
		return err
	}
	for _, level := range []int{3, 4, 4} {
		in := w.answer("learnt", level)
		in.People = 1
		if _, err := w.service.EnterResponse(ctx, caller, a.ID, in, nil); err != nil {
			return err
		}
	}
	invited, err := w.service.CreateInvitation(ctx, caller, a.ID, assessments.InvitationInput{Voice: "lived", Uses: new(uses)}, nil)
	if err != nil {
		return err
	}
	w.person = invited.Secrets[0]
	return nil
}

// each does one thing for all members at once: writes that come together share a
// commit.
func (w *world) each(ctx context.Context, do func(context.Context, *member) error) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, m := range w.members {
		group.Go(func() error { return do(ctx, m) })
	}
	return group.Wait()
}

// declare makes the periods, and the funder with its programmes.
func (w *world) declare(ctx context.Context) error {
	operator := access.Caller{Role: access.OperatorRole}
	names := make([]string, 0, len(w.periods))
	for _, p := range w.periods {
		if _, err := w.comparing.CreatePeriod(ctx, operator, p, nil); err != nil {
			return err
		}
		names = append(names, p.Name)
	}
	account, err := w.service.CreateAccount(ctx, access.FunderRole, assessments.AccountInput{Name: demoFunder}, nil)
	if err != nil {
		return err
	}
	principal := assessments.Principal{Role: access.FunderRole, ID: account.ID}
	if w.funder, err = w.service.CreateKey(ctx, operator, principal, assessments.KeyInput{Name: "First key"}, nil); err != nil {
		return err
	}
	funder := access.Caller{Role: access.FunderRole, PrincipalID: account.ID}
	for i := range w.funds {
		in := comparisons.ProgrammeInput{Name: w.funds[i].Name, Scope: string(instrument.ServiceScope), Instrument: w.asks.ID, Periods: names}
		if w.funds[i].Programme, err = w.comparing.CreateProgramme(ctx, funder, in, nil); err != nil {
			return err
		}
	}
	return nil
}

// invent makes up the members. They are the same each time: only the noise of
// the releases, the keys and the ids are drawn anew.
func (w *world) invent() {
	chance := rand.New(rand.NewPCG(7, 4)) //nolint:gosec // G404: invented scores are no secret
	add := func(of *fund, size, usual int) {
		for range size {
			first := min(max(usual+chance.IntN(4)-1, 1), 7)
			w.members = append(w.members, &member{number: len(w.members) + 1, fund: of, level: [2]int{first, min(first+chance.IntN(2), 7)}})
		}
	}
	for i := range w.funds {
		add(&w.funds[i], w.funds[i].size, 2+i)
	}
	add(nil, outside, 3)
}

// join registers an organisation, has it verified, and lets it agree to be
// counted. Identifiers are of an invented grant-maker: no register has them.
func (w *world) join(ctx context.Context, m *member) error {
	in := assessments.ProfileInput{
		Name:        fmt.Sprintf("Demo: Organisation %d", m.number),
		Identifiers: []string{fmt.Sprintf("360G-SevenRungsDemo-%d", m.number)},
		Sector:      []string{"C", "D"}[m.number%2],
	}
	created, err := w.service.CreateOrganisation(ctx, access.Caller{}, in, nil)
	if err != nil {
		return err
	}
	m.NewOrganisation = created
	if m.number == 1 {
		w.shown = created
	}
	if _, err := w.service.Verify(ctx, m.ID, assessments.VerificationInput{Decision: string(assessments.Verified)}); err != nil {
		return err
	}
	if err := w.share(ctx, m, release.InBenchmark, ""); err != nil || m.fund == nil {
		return err
	}
	if m.number == w.funds[0].size+1 { // the first of the second programme
		if err := w.share(ctx, m, release.ByName, m.fund.JoinCode); err != nil {
			return err
		}
	}
	return w.share(ctx, m, release.InProgramme, m.fund.JoinCode)
}

func (w *world) share(ctx context.Context, m *member, purpose release.Purpose, code string) error {
	in := comparisons.ShareInput{Purpose: string(purpose), Code: code, TextVersion: comparisons.ConsentVersion}
	_, err := w.comparing.CreateShare(ctx, m.caller(), m.ID, in, nil)
	return err
}

// assess lets both teams of an organisation answer, and closes the assessment.
// Staff see things one rung higher.
func (w *world) assess(ctx context.Context, m *member, level int) error {
	a, err := w.open(ctx, m.caller(), assessments.AsTeam)
	if err != nil {
		return err
	}
	for voice, seen := range map[string]int{"lived": level, "learnt": min(level+1, w.asks.Top())} {
		if _, err := w.service.EnterResponse(ctx, m.caller(), a.ID, w.answer(voice, seen), nil); err != nil {
			return err
		}
	}
	_, err = w.service.CloseAssessment(ctx, m.caller(), a.ID)
	return err
}

// open opens an assessment, which both sides answer in the same way.
func (w *world) open(ctx context.Context, caller access.Caller, answering assessments.Answering) (assessments.Assessment, error) {
	return w.service.CreateAssessment(ctx, caller, assessments.AssessmentInput{
		Organisation: caller.PrincipalID, Instrument: w.asks.ID, Scope: string(instrument.ServiceScope), Answering: [2]string{string(answering), string(answering)},
		SetupInput: assessments.SetupInput{Title: "Demo: " + strconv.Itoa(w.now.Year())},
	}, nil)
}

// answer is what a team of six sees, with some questions a rung lower.
func (w *world) answer(voice string, level int) assessments.EnteredResponse {
	answers := map[string]string{}
	for i, question := range w.asks.Questions {
		answers[question.ID] = strconv.Itoa(max(level-i%4/3, 1))
	}
	return assessments.EnteredResponse{Voice: voice, State: assessments.Submitted, ResponseText: assessments.ResponseText{
		People: 6, Answers: answers, Particulars: assessments.Particulars{Variant: instrument.Standard, Support: assessments.NoSupport},
	}}
}
