package web

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// nowhere is the id of nothing.
const nowhere = "00000000-0000-7000-8000-000000000000"

// ofSomething are pages of something, whom they are for, and their address for what
// is not there.
var ofSomething = map[string]struct {
	address string
	roles   []access.Role
}{
	"/sharing/:id":                                  {"/sharing/" + nowhere, []access.Role{organisation}},
	"/sharing/:id/withdraw":                         {"/sharing/" + nowhere + "/withdraw", []access.Role{organisation}},
	"/programmes/:id":                               {"/programmes/" + nowhere, []access.Role{funder, operator}},
	"/programmes/:id/named":                         {"/programmes/" + nowhere + "/named", []access.Role{funder}},
	"/programmes/:id/named/table.csv":               {"/programmes/" + nowhere + "/named/table.csv", []access.Role{funder}},
	"/programmes/:id/:period":                       {"/programmes/" + nowhere + "/2026", []access.Role{funder, organisation}},
	"/programmes/:id/:period/table.csv":             {"/programmes/" + nowhere + "/2026/table.csv", []access.Role{funder, organisation}},
	"/programmes/:id/:period/picture.svg":           {"/programmes/" + nowhere + "/2026/picture.svg", []access.Role{funder, organisation}},
	"/benchmarks/:period":                           {"/benchmarks/2026", everyone},
	"/benchmarks/:period/table.csv":                 {"/benchmarks/2026/table.csv", everyone},
	"/benchmarks/:period/picture.svg":               {"/benchmarks/2026/picture.svg", everyone},
	"/benchmarks/:period/sectors/:code":             {"/benchmarks/2026/sectors/D", everyone},
	"/benchmarks/:period/sectors/:code/table.csv":   {"/benchmarks/2026/sectors/D/table.csv", everyone},
	"/benchmarks/:period/sectors/:code/picture.svg": {"/benchmarks/2026/sectors/D/picture.svg", everyone},
}

func TestPagesOfWhatIsNotThereForEveryRole(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, role := range everyone {
		b := w.as(t, role)
		for _, page := range ofSomething {
			b.open(page.address)
			switch {
			case isOneOf(role, page.roles):
				b.expect(http.StatusNotFound, page.address, "There is no such page")
			case role == nobody:
				b.expect(http.StatusOK, "/sign-in?next="+escaped(page.address), "Sign in")
			default:
				b.expect(http.StatusForbidden, page.address, "This is not open to you")
			}
		}
	}
}

// What is still to come says when, and what never will be says that: the same of what
// is unknown and of what is somebody else's.
func TestAReleaseThatIsNotThereSaysWhetherItWillBe(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.declare(t, "Community grants")
	b := w.as(t, funder)
	for _, page := range []string{"/programmes/" + made.ID + "/2026", "/benchmarks/2026", "/benchmarks/2026/sectors/D"} {
		for _, file := range []string{"", "/table.csv", "/picture.svg"} {
			b.open(page + file)
			b.expect(http.StatusNotFound, page+file, "There is nothing to read yet", "The figures are made on Monday 4 May 2026")
		}
	}
	never := "Nothing is released at this address, and nothing will be."
	for _, page := range []string{"/programmes/" + made.ID + "/2025", "/programmes/" + nowhere + "/2026", "/benchmarks/1999", "/benchmarks/2026/sectors/none"} {
		b.open(page)
		b.expect(http.StatusNotFound, page, "There is no such page", never)
	}
	o := w.as(t, organisation) // it is not counted yet, and does not learn whether the programme is there
	o.open("/programmes/" + made.ID + "/2026")
	o.expect(http.StatusNotFound, "/programmes/"+made.ID+"/2026", never)
	w.freeze(t)
	b = w.as(t, funder)
	b.open("/benchmarks/2026")
	b.expect(http.StatusOK, "/benchmarks/2026", "Nothing is released")
}

func isOneOf(role access.Role, roles []access.Role) bool {
	return access.Caller{Role: role}.Is(roles...)
}

// declare makes a period that is frozen soon, and a programme of the funder.
func (w *world) declare(t testing.TB, name string) comparisons.Programme {
	t.Helper()
	return w.declareFrom(t, "2026", began.AddDate(0, -2, 0), name)
}

// declareFrom is [world.declare] for a period of four months.
func (w *world) declareFrom(t testing.TB, period string, from time.Time, name string) comparisons.Programme {
	t.Helper()
	if _, err := w.served.Comparisons.Period(t.Context(), period); err != nil {
		to := from.AddDate(0, 4, 0)
		in := comparisons.PeriodInput{Name: period, OpensAt: from, ClosesAt: to, FreezeAt: to}
		if _, err := w.served.Comparisons.CreatePeriod(t.Context(), access.Caller{Role: operator}, in, nil); err != nil {
			t.Fatal(err)
		}
	}
	in := comparisons.ProgrammeInput{Name: name, Scope: "service", Instrument: "coproduction-ladder", Periods: []string{period}}
	made, err := w.served.Comparisons.CreateProgramme(t.Context(), access.Caller{Role: funder, PrincipalID: w.ids[funder]}, in, nil)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// freeze lets the period end.
func (w *world) freeze(t testing.TB) {
	t.Helper()
	w.wait(began.AddDate(0, 2, 1).Sub(began))
	if err := w.served.Comparisons.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestWithNothingYetThePagesOfComparingSayHowToBegin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/sharing")
	b.expect(http.StatusOK, "/sharing", "You share nothing", "Nothing has been compared yet.")
	b = w.as(t, funder)
	b.open("/programmes")
	b.expect(http.StatusOK, "/programmes", "You have no programme yet", "Declare a programme")
	b.open("/programmes/new")
	b.expect(http.StatusOK, "/programmes/new", "There is no period")
	b = w.browser(t)
	b.open("/benchmarks")
	b.expect(http.StatusOK, "/benchmarks", "Nothing here yet")
}

func TestAFunderDeclaresAProgrammeOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.declare(t, "Another")
	b := w.as(t, funder)
	b.open("/programmes/new")
	for says, typed := range map[string][]string{
		"Say what the programme is called.":      {"scope", "service", "periods", "2026"},
		"Choose what they assess.":               {"name", "A <b>fund</b>", "periods", "2026"},
		"Choose at least one period.":            {"name", "A", "scope", "service"},
		"There is no period \"x\".":              {"name", "A", "scope", "service", "periods", "x"},
		"This is not the id of an organisation.": {"name", "A", "scope", "service", "periods", "2026", "related", "x"},
		"There is no scope \"x\".":               {"name", "A", "scope", "x", "periods", "2026"},
		"Use at most 200":                        {"name", strings.Repeat("é", 201), "scope", "service", "periods", "2026"},
	} {
		b.send("/programmes/new", typed...)
		b.expect(http.StatusUnprocessableEntity, "/programmes/new", says, `class="faults"`)
	}
	typed := []string{"name", "Our <b>grants</b>", "scope", "service", "periods", "2026"}
	b.send("/programmes/new", typed...)
	b.expect(http.StatusOK, b.shown.path, "Our <b>grants</b>", "The programme is declared.", "Not known yet.")
	made := b.shown.path
	code := regexp.MustCompile(`<p class="secret">([0-9A-Z-]{14})<`).FindStringSubmatch(b.shown.body)
	if code == nil || strings.Count(b.shown.body, code[1]) != 2 {
		t.Fatalf("the code is not shown with its letter:\n%s", b.shown.body)
	}
	if strings.Contains(b.shown.body, "<b>grants") {
		t.Error("the name is not escaped")
	}

	// The back button, and the same form again: it is the same programme.
	b.open("/programmes/new")
	b.send("/programmes/new", append(typed, "once", "same")...)
	first := b.shown.path
	b.open("/programmes/new")
	b.send("/programmes/new", append(typed, "once", "same")...)
	if b.shown.path != first || first == made {
		t.Errorf("%s, then %s, want the same", first, b.shown.path)
	}
	b.open("/programmes")
	if got := strings.Count(b.shown.body, ">Our &lt;b&gt;grants"); got != 2 {
		t.Errorf("%d programmes are listed, want 2", got)
	}
}

func TestAFunderWithAnothersProgrammeIsToldThereIsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.declare(t, "Ours")
	account, err := w.service.CreateAccount(t.Context(), funder, assessments.AccountInput{Name: "Another"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w.freeze(t)
	b := w.browser(t)
	b.signIn(w.newKey(t, funder, account.ID).Secret.Reveal())
	for _, path := range []string{"", "/named", "/named/table.csv", "/2026", "/2026/table.csv", "/2026/picture.svg"} {
		b.open("/programmes/" + made.ID + path)
		b.expect(http.StatusNotFound, "/programmes/"+made.ID+path, "There is no such page")
	}
}

func TestAnOrganisationAgreesAndStops(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrate, func(t *testing.T, database string) {
		t.Helper()
		agreesAndStops(t, worldOn(t, database))
	})
}

func agreesAndStops(t testing.TB, w *world) {
	t.Helper()
	made := w.declare(t, "Community grants")
	b := w.as(t, organisation)
	b.open("/sharing/new")
	for says, typed := range map[string][]string{
		"Choose what you want to share.":          {"purpose", "x"},
		"Give the code that the funder gave you.": {"purpose", "programme"},
		"There is no programme with this code.":   {"purpose", "named", "code", "0000-0000-0000"},
	} {
		b.send("/sharing/new", typed...)
		b.expect(http.StatusUnprocessableEntity, "/sharing/new", says, `class="faults"`)
	}
	b.send("/sharing/new", "purpose", "programme", "code", " "+strings.ToLower(made.JoinCode))
	b.expect(http.StatusOK, "/sharing/new", "Do you agree to this?", "Community grants", "The funder", "You can say no.", "Your overall rung.")

	// Easy Read stays on the same page, with what was typed.
	b.send("/sharing/new", "until", "2027-03-31", "words", "easy_read")
	b.expect(http.StatusOK, "/sharing/new", "Do you say yes to this?", `value="2027-03-31"`, "You can say no. A funder must not say you get money only if you do this.", "That you took part, as one of many.")
	b.send("/sharing/new", "words", "standard")

	b.send("/sharing/new", "until", "2027-03-31")
	b.expect(http.StatusUnprocessableEntity, "/sharing/new", "Tick the box if you agree.", `value="2027-03-31"`, "Do you agree to this?")
	b.send("/sharing/new", "agreed", "yes", "version", "1")
	b.expect(http.StatusUnprocessableEntity, "/sharing/new", "This text has changed since you read it.")
	b.refuses("/v1/share-texts")
	b.send("/sharing/new", "agreed", "yes", "until", "soon")
	b.expect(http.StatusUnprocessableEntity, "/sharing/new", "Give a day")
	b.send("/sharing/new", "agreed", "yes", "until", "2020-01-01")
	b.expect(http.StatusUnprocessableEntity, "/sharing/new")
	b.send("/sharing/new", "agreed", "yes", "until", "2027-03-31", "once", "same")
	share := b.shown.path
	b.expect(http.StatusOK, share, "Be counted in a funder's programme", "Shared", "Wednesday 31 March 2027", "Others see nothing of it yet.")

	// The same form again is the same share, another one is refused.
	for once, status := range map[string]int{"same": http.StatusOK, "other": http.StatusUnprocessableEntity} {
		b.open("/sharing/new")
		b.send("/sharing/new", "purpose", "programme", "code", made.JoinCode)
		b.send("/sharing/new", "agreed", "yes", "until", "2027-03-31", "once", once)
		if b.shown.status != status {
			t.Errorf("once %s: %d, want %d:\n%s", once, b.shown.status, status, b.shown.body)
		}
	}
	b.expect(b.shown.status, b.shown.path)
	b.open("/sharing")
	b.expect(http.StatusOK, "/sharing", "Be counted in a funder's programme: Community grants, The funder")

	// Another organisation does not know of it.
	_, key := w.newOrganisation(t, "Another")
	other := w.browser(t)
	other.signIn(key)
	for _, path := range []string{share, share + "/withdraw"} {
		other.open(path)
		other.expect(http.StatusNotFound, path, "There is no such page")
	}

	b.open(share + "/withdraw")
	b.expect(http.StatusOK, share+"/withdraw", "Do you want to stop sharing?", "stays as it is")
	b.send(share + "/withdraw")
	b.expect(http.StatusOK, share, "You stopped", "Stopped on")
	b.open(share + "/withdraw")
	b.expect(http.StatusOK, share, "You stopped")
}

func TestSharingWithEverybodyNeedsNoCode(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	b := w.as(t, organisation)
	b.open("/sharing/new")
	b.send("/sharing/new", "purpose", "public_benchmark", "code", "left over")
	b.send("/sharing/new", "agreed", "yes")
	b.expect(http.StatusOK, b.shown.path, "Be counted in the public benchmark", "Others see nothing of it yet.")
}

// namesOf replaces what pages of two refused programmes may differ in.
func namesOf(p *comparisons.Programme) *strings.Replacer {
	return strings.NewReplacer(p.ID, "ID", p.Name, "NAME", p.JoinCode, "CODE")
}

// ofTheName is what a picture calls itself: a digest of what it shows.
var ofTheName = regexp.MustCompile(`picture-[0-9a-f]{12}`)

// Rule 4 of the design of comparing: of whatever is refused the same is said, to the
// byte, but for the names.
func TestPagesOfWhatIsRefusedAreTheSameButForTheNames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	none, four := w.declare(t, "Nobody came"), w.declare(t, "Four came")
	for range 4 {
		id, _ := w.newOrganisation(t, "A member")
		in := comparisons.ShareInput{Purpose: string(release.InProgramme), Code: four.JoinCode, TextVersion: comparisons.ConsentVersion}
		if _, err := w.served.Comparisons.CreateShare(t.Context(), access.Caller{Role: organisation, PrincipalID: id}, id, in, nil); err != nil {
			t.Fatal(err)
		}
	}
	w.freeze(t)
	b := w.as(t, funder)
	for _, path := range []string{"", "/2026", "/2026/table.csv", "/2026/picture.svg", "/named", "/named/table.csv"} {
		var bodies [2]string
		for i, p := range []*comparisons.Programme{&none, &four} {
			b.open("/programmes/" + p.ID + path)
			b.expect(http.StatusOK, "/programmes/"+p.ID+path)
			bodies[i] = ofTheName.ReplaceAllString(namesOf(p).Replace(b.shown.body), "picture")
		}
		if bodies[0] != bodies[1] {
			t.Errorf("%q tells of the members:\n%s\n%s", path, bodies[0], bodies[1])
		}
	}
	b.open("/programmes/" + four.ID + "/2026")
	b.expect(http.StatusOK, b.shown.path, "Nothing is released", release.Withheld)
	b = w.browser(t)
	b.open("/benchmarks/2026")
	b.expect(http.StatusOK, "/benchmarks/2026", "Nothing is released", release.Withheld)
}

func TestAReleaseIsShownToItsFunderAndItsMembers(t *testing.T) {
	t.Parallel()
	w, made := comparedWorld(t)
	address := "/programmes/" + made.ID + "/" + comparisonstest.ComparedPeriod
	b := w.browser(t)
	b.signIn(w.newKey(t, funder, made.Funder).Secret.Reveal())
	b.open(address)
	b.expect(http.StatusOK, address, made.Name, "200 or more independent organisations", "Equality", "give or take 5", "The gap between", "Doing things with people", "On each rung", "show no clear change")
	whole := b.shown.body
	b.open(address + "/table.csv")
	b.expect(http.StatusOK, address+"/table.csv", "What,Figure,May be off by\r\n", made.Name, "Doing things to people,", "\r\nReciprocity,")
	b.open(address + "/table.csv?bom=1")
	b.expect(http.StatusOK, address+"/table.csv?bom=1", "\ufeffWhat,Figure,May be off by\r\n")
	b.open(address + "/picture.svg")
	b.expect(http.StatusOK, address+"/picture.svg", "<svg", made.Name)

	// A member reads the same figures, one who was not counted reads nothing.
	figures := regexp.MustCompile(`(?s)<p class="lead">.*</table>`)
	counted, other := memberOf(t, w, made.ID)
	member := w.browser(t)
	member.signIn(w.newKey(t, organisation, counted).Secret.Reveal())
	member.open(address)
	member.expect(http.StatusOK, address, made.Name)
	if read := figures.FindString(whole); read == "" || figures.FindString(member.shown.body) != read {
		t.Error("the funder and a member read different figures")
	}
	member.open("/sharing")
	member.expect(http.StatusOK, "/sharing", made.Name, "All kinds of organisations together", "the mean")
	stranger := w.browser(t)
	stranger.signIn(w.newKey(t, organisation, other).Secret.Reveal())
	stranger.open(address)
	stranger.expect(http.StatusNotFound, address, "There is no such page")

	// Everybody reads the benchmark.
	public := w.browser(t)
	for _, path := range []string{"/benchmarks/2026", "/benchmarks/2026/sectors/D"} {
		public.open(path)
		public.expect(http.StatusOK, path, "organisations took part", "CC BY 4.0", "Social services")
		for _, file := range []string{"/table.csv", "/picture.svg"} {
			public.open(path + file)
			public.expect(http.StatusOK, path+file, "CC BY 4.0")
		}
	}
}

// memberOf returns an organisation that a programme counted, and one that it did not.
func memberOf(t testing.TB, w *world, programme string) (counted, other string) {
	t.Helper()
	for n := 1; counted == "" || other == ""; n++ {
		id := assessmentstest.ID(n)
		is, err := w.served.Comparisons.Store.WasCounted(t.Context(), id, programme, comparisonstest.ComparedPeriod)
		if err != nil || n > 900 {
			t.Fatal(n, err)
		}
		if is {
			counted = id
		} else {
			other = id
		}
	}
	return counted, other
}
