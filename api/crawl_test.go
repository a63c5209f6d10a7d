package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/apitest"
)

// reading is what somebody gets at an address.
type reading struct {
	Status int
	ETag   string
	Body   string
}

// crawl asks for all there is about what is compared: as each funder, as each of
// the organisations that help them, and as anybody. It is named by who asked and
// for what.
func (tn *population) crawl(t *testing.T) map[string]reading {
	t.Helper()
	seen := map[string]reading{}
	for i, key := range tn.funders {
		c := crawler{tn.client.In(t).As(key), fmt.Sprint("funder ", i), seen}
		c.read("/v1/periods", "/v1/programmes?limit=100", "/v1/share-texts")
		for _, w := range tn.wards {
			path := "/v1/programmes/" + w.ID
			c.read(path, path+"/named")
			for _, period := range periods {
				c.read(path+"/readiness/"+period, path+"/releases/"+period)
			}
		}
	}
	for _, i := range peers {
		c := crawler{tn.client.In(t).As(tn.folk[i].key), fmt.Sprint("organisation ", i), seen}
		path := "/v1/organisations/" + tn.folk[i].id
		c.read(path, path+"/shares", path+"/export", path+"/progress")
		for _, share := range tn.folk[i].shares {
			c.read(path + "/shares/" + share + "/preview")
		}
		for _, period := range periods {
			c.read(path + "/position/" + period)
			for _, w := range tn.wards {
				c.read("/v1/programmes/" + w.ID + "/releases/" + period)
			}
		}
	}
	c := crawler{tn.client.In(t), "anybody", seen}
	for _, period := range periods {
		path := "/v1/benchmarks/" + period
		c.read(path, path+"/sectors/A", path+"/sectors/C", path+"/sectors/D", path+"/sectors/L")
	}
	return seen
}

// lived is the town of the first seed after its two periods, and all that can be read
// of it then. More than one test looks at it. None asks it for more: its service ends
// with the first of them.
var lived struct {
	once sync.Once
	town *population
	seen map[string]reading
}

// livedIn returns a town after its two periods, and all that can be read of it then.
func livedIn(t *testing.T, seed uint64) (*population, map[string]reading) {
	t.Helper()
	live := func() (*population, map[string]reading) {
		tn := newPopulation(t, seed)
		tn.liveOn(t)
		return tn, tn.crawl(t)
	}
	if seed != 1 {
		return live()
	}
	lived.once.Do(func() { lived.town, lived.seen = live() })
	if lived.seen == nil {
		t.Fatal("the first town could not be made")
	}
	return lived.town, maps.Clone(lived.seen)
}

// crawler reads as one caller.
type crawler struct {
	*apitest.Client

	name string
	seen map[string]reading
}

// read asks for what is there, and for a table of it where there is one.
func (c crawler) read(paths ...string) {
	for _, path := range paths {
		if got := c.keep(path); got.Status < http.StatusBadRequest && slices.Contains(got.Header.Values("Vary"), "Accept") {
			c.keep(path, "Accept: text/csv")
		}
	}
}

// keep remembers an answer, but for the name of the request in it.
func (c crawler) keep(path string, headers ...string) *apitest.Response {
	got := c.Get(path, headers...)
	body := strings.ReplaceAll(string(got.Body), got.Header.Get("X-Request-Id"), "")
	c.seen[strings.Join(append([]string{c.name, path}, headers...), " ")] = reading{got.Status, got.Header.Get("ETag"), body}
	return got
}

// aboutPeriod keeps what was read of one period.
func aboutPeriod(seen map[string]reading, period string) map[string]reading {
	of := map[string]reading{}
	for name, got := range seen {
		if strings.Contains(name, "/"+period) {
			of[name] = got
		}
	}
	return of
}

// Property 3, of everything that funders, members and the public can read: who
// joins or leaves shows nowhere before the freeze, and what is published stands,
// also when the next period is frozen.
func TestProperty3JoinsLeavesAndMovesShowNowhere(t *testing.T) {
	t.Parallel()
	tn := newPopulation(t, 1)
	tn.notice(t, 0)
	before := tn.crawl(t)
	tn.early(t)
	if diff := cmp.Diff(before, tn.crawl(t)); diff != "" {
		t.Errorf("before the freeze (-before +after one joins and one leaves):\n%s", diff)
	}
	tn.freeze(t, 0)
	frozen := tn.crawl(t)
	if len(tn.releases(t, frozen)) != 11 { // eight programmes, two sectors, national
		t.Fatalf("%d releases can be read: this test is blind", len(tn.releases(t, frozen)))
	}
	tn.between(t)
	if diff := cmp.Diff(frozen, tn.crawl(t)); diff != "" {
		t.Errorf("after the freeze (-before +after):\n%s", diff)
	}
	tn.again(t)
	if diff := cmp.Diff(aboutPeriod(frozen, periods[0]), aboutPeriod(tn.crawl(t), periods[0])); diff != "" {
		t.Errorf("the first period (-when frozen +after the second freeze):\n%s", diff)
	}
}

// Property 2, through the router: two towns differ in the scores of all but
// those who look. These read the same in both, but for the figures of releases
// and what is worked out from them.
func TestProperty2NothingButAReleaseTellsOfScores(t *testing.T) {
	t.Parallel()
	var seen [2]map[string]reading
	figures := map[string]bool{}
	for i := range seen {
		var tn *population
		tn, seen[i] = livedIn(t, uint64(i+1))
		for name, got := range seen[i] {
			if strings.Contains(name, "/position/") {
				tn.checkPosition(t, name, got, seen[i])
			}
			if isFigures(name, got) {
				figures[name] = true
			}
		}
	}
	for name := range figures {
		delete(seen[0], name)
		delete(seen[1], name)
	}
	if len(figures) < 80 || len(seen[0]) < 400 {
		t.Fatalf("%d readings hold figures, and %d do not: this test is blind", len(figures), len(seen[0]))
	}
	if diff := cmp.Diff(seen[0], seen[1]); diff != "" {
		t.Errorf("scores show (-one town +the other):\n%s", diff)
	}
}

// isFigures says whether a reading is a release, or a position in some.
func isFigures(name string, got reading) bool {
	_, err := release.Parse([]byte(got.Body))
	return err == nil || strings.Contains(name, "/position/") || strings.Contains(got.Body, "\nreleased,")
}

// checkPosition works a position out again, from the releases that the same
// organisation reads and from its own scores.
func (tn *population) checkPosition(t *testing.T, name string, got reading, seen map[string]reading) {
	t.Helper()
	own, period := 0, name[strings.LastIndex(name, "/")+1:]
	if _, err := fmt.Sscanf(name, "organisation %d", &own); err != nil {
		t.Fatal(err)
	}
	var position api.Position
	if err := json.Unmarshal([]byte(got.Body), &position); err != nil || len(position.Releases) < 3 {
		t.Fatalf("%s: %v %s", name, err, got.Body)
	}
	readable := tn.releases(t, seen)
	for _, in := range position.Releases {
		r, known := readable[tn.called(in.Cohort)+" "+period]
		if !known {
			t.Errorf("%s: %s cannot be read", name, in.Cohort)
			continue
		}
		want := r.Place(&tn.folk[own].figures)
		for i, principle := range release.Principles {
			if in.Principles[principle] != string(want.Principles[i]) {
				t.Errorf("%s: %s in %s is %s, but %s by what is published", name, principle, in.Cohort, in.Principles[principle], want.Principles[i])
			}
		}
	}
}
