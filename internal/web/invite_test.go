package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// linksPages show links that come in a form. Without any they lead back.
var linksPages = []string{"/assessments/:id/invite/made", "/assessments/:id/invite/sheet"}

var invitationLink = regexp.MustCompile(`http://[^\s<"]+/answer#(rung_i\w+)`)

func TestPagesOfLinksLeadBackWithoutLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	b, other := w.as(t, organisation), w.as(t, partner)
	for _, page := range linksPages {
		path := strings.Replace(page, ":id", made.ID, 1)
		b.open(path)
		b.expect(http.StatusOK, "/assessments/"+made.ID+"/invite")
		other.open(path)
		other.expect(http.StatusNotFound, path)
	}
}

func TestInvitingSaysWhatNeedsToBePutRight(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := "/assessments/" + w.open(t, nil).ID + "/invite"
	b := w.as(t, organisation)
	for says, typed := range map[string][]string{
		"Say who the links are for.":          {"kind", "each", "number", "3"},
		"Choose which kind of link you want.": {"side", "lived", "kind", "", "number", "3"},
		"Give a number from 1 to 100.":        {"side", "lived", "kind", "each", "number", "101"},
		"Give a number from 1 to 500.":        {"side", "lived", "kind", "shared", "number", "0"},
		"Give a number from 1 to 100. ":       {"side", "lived", "kind", "each", "number", "ten"},
		"There is something to put right":     {"side", "everybody", "kind", "each", "number", "1"},
	} {
		b.open(page)
		b.send(page, typed...)
		b.expect(http.StatusUnprocessableEntity, page, strings.TrimSpace(says), `value="`+typed[len(typed)-1]+`"`)
		b.refuses("rung_i")
	}
}

func TestLinksAreShownOnceAndEachWorksForOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	page := "/assessments/" + made.ID + "/invite"
	b := w.as(t, organisation)
	b.open(page)
	form := b.shown
	b.send(page, "side", "lived", "kind", "each", "number", "100")
	b.expect(http.StatusOK, page, "Here are your links", "Slips 1 to 16", "Slips 97 to 100")
	if got := b.shown.header.Get("Cache-Control"); got != "no-store" {
		t.Errorf("links are kept: %q", got)
	}
	links := map[string]bool{}
	for _, link := range invitationLink.FindAllStringSubmatch(b.shown.body, -1) {
		links[link[1]] = true
	}
	if len(links) != 100 {
		t.Fatalf("%d links", len(links))
	}
	for key := range links {
		redeemed, err := w.service.Redeem(t.Context(), assessments.ParseSecret(key), "", nil)
		if err != nil || redeemed.Assessment.ID != made.ID {
			t.Fatalf("%v, %v", redeemed, err)
		}
		break
	}

	b.send(page+"/sheet", "sheet", "2")
	b.expect(http.StatusOK, page+"/sheet", "Slips to cut and give out", "It takes about")
	if got := strings.Count(b.shown.body, `class="qr"`); got != 16 {
		t.Errorf("%d codes on a sheet", got)
	}
	b.send(page+"/made", "words", "easy_read") // the switch of the words loses no link
	b.expect(http.StatusOK, page+"/made", "You only see this now")
	if got := len(invitationLink.FindAllString(b.shown.body, -1)); got != 100 {
		t.Errorf("%d links are left", got)
	}
	b.open(page)
	b.refuses("rung_i")
	b.expect(http.StatusOK, page, "100 links, one for each person")

	b.shown = form // pressed twice, or the back button
	b.send(page, "side", "lived", "kind", "each", "number", "100")
	b.expect(http.StatusUnprocessableEntity, page, "You made these links before")
	b.refuses("rung_i")
	if found := w.invitations(t, made.ID); len(found) != 1 {
		t.Errorf("%d invitations were made", len(found))
	}
	if strings.Contains(w.log.text.String(), "rung_i") {
		t.Error("the log holds a link")
	}
}

func TestASharedLinkSaysItsRiskAndHasAPoster(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := "/assessments/" + w.open(t, nil).ID + "/invite"
	b := w.as(t, organisation)
	b.open(page)
	b.send(page, "side", "either", "kind", "shared", "number", "50")
	b.expect(http.StatusOK, page, "can answer more than once", "A text message", "in Easy Read")
	if got := len(invitationLink.FindAllString(b.shown.body, -1)); got != 5 { // by itself, and in each message
		t.Errorf("the link is there %d times", got)
	}
	b.send(page+"/sheet", "poster", "yes")
	b.expect(http.StatusOK, page+"/sheet", "A poster to print", `class="poster"`)
	b.open(page)
	b.expect(http.StatusOK, page, "either side, Wednesday 4 March 2026: one link for up to 50 answers")
}

func TestLinksAreEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	page := "/assessments/" + made.ID + "/invite"
	b := w.as(t, organisation)
	b.open(page)
	b.send(page, "side", "learnt", "kind", "shared", "number", "5")
	id := w.invitations(t, made.ID)[0].ID
	b.open(page)
	b.expect(http.StatusOK, page, page+"/"+id+"/end")
	b.open(page + "/" + id + "/end")
	form := b.shown
	for range 2 {
		b.shown = form
		b.send(page + "/" + id + "/end")
		b.expect(http.StatusOK, page, "You ended them")
	}
	b.refuses(page + "/" + id + "/end")
	b.post(nil, page+"/nothing/end", formOf(form, page+"/"+id+"/end"))
	b.expect(http.StatusNotFound, page+"/nothing/end")
}

func TestAForeignFormMakesNoLinks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	made := w.open(t, nil)
	page := "/assessments/" + made.ID + "/invite"
	b := w.as(t, organisation)
	b.open(page)
	b.post(http.Header{"Sec-Fetch-Site": {"cross-site"}}, page, url.Values{"side": {"lived"}, "kind": {"each"}, "number": {"3"}})
	b.expect(http.StatusForbidden, page)
	b.post(nil, page, url.Values{"side": {"lived"}, "kind": {"each"}, "number": {"3"}})
	b.expect(http.StatusForbidden, page, "open for too long")
	if found := w.invitations(t, made.ID); len(found) != 0 {
		t.Error("links were made")
	}
}

func TestWordsAndALetterNameWhoAsks(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := "/assessments/" + w.open(t, nil).ID + "/invite"
	b := w.as(t, organisation)
	for _, path := range []string{page + "/words", page + "/letter"} {
		b.open(path)
		b.expect(http.StatusOK, path, "Anytown Council", "Short breaks", "Tell us what you think")
	}
}

func (w *world) invitations(t testing.TB, assessment string) []assessments.Invitation {
	t.Helper()
	found, err := w.service.Invitations(t.Context(), w.itself(), assessment, access.Page{Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	return found.Items
}

// A code has three squares to find it by, and a white edge is drawn around it.
func TestAQRCodeCanBeFound(t *testing.T) {
	t.Parallel()
	code, err := qrOf("https://sevenrungs.example.org/answer#rung_i" + strings.Repeat("x", 36))
	if err != nil {
		t.Fatal(err)
	}
	drawn := make([][]byte, code.Size)
	for y := range drawn {
		drawn[y] = bytes.Repeat([]byte{'.'}, code.Size)
	}
	for _, row := range strings.Split(code.Path, "M")[1:] {
		start, runs, _ := strings.Cut(row, "h")
		var x, y int
		if _, err := fmt.Sscanf(start, "%d %d.5", &x, &y); err != nil {
			t.Fatal(err)
		}
		for run := range strings.SplitSeq(runs, "h") {
			var length, gap int
			if _, err := fmt.Sscanf(run+"m0 0", "%dm%d 0", &length, &gap); err != nil {
				t.Fatalf("%q: %v", run, err)
			}
			for at := range length {
				drawn[y][x+at] = '#'
			}
			x += length + gap
		}
	}
	finder := []string{"#######", "#.....#", "#.###.#", "#.###.#", "#.###.#", "#.....#", "#######"}
	for _, corner := range [][2]int{{0, 0}, {code.Size - 7, 0}, {0, code.Size - 7}} {
		var got []string
		for y := range 7 {
			got = append(got, string(drawn[corner[1]+y][corner[0]:corner[0]+7]))
		}
		if diff := cmp.Diff(finder, got); diff != "" {
			t.Error(diff)
		}
	}
	if _, err := qrOf(strings.Repeat("x", 10_000)); err == nil {
		t.Error("a text too long for a code is drawn")
	}
}
