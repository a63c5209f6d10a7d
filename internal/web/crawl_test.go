package web

import (
	"html"
	"maps"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/release"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// elsewhere are the addresses that pages lead to and that others serve.
var elsewhere = []string{"/docs/", "/readyz"}

// leading are the attributes that lead on from a page: a link, a picture, a form that is
// only looked at.
var leading = []string{"href", "src", "srcset", "formaction", "data-check"}

// leads lists what they lead to. An expression for them would take most of the time of a
// crawl.
func leads(page string) (addresses []string) {
	parts := strings.Split(page, `="`)
	for i, after := range parts[1:] {
		if slices.ContainsFunc(leading, func(name string) bool { return strings.HasSuffix(parts[i], name) }) {
			address, _, _ := strings.Cut(after, `"`)
			addresses = append(addresses, address)
		}
	}
	return addresses
}

const aMember = "a member of a programme"

// id is one of many things, in an address.
var id = regexp.MustCompile(`[0-9a-f]{8}-[0-9a-f-]{27}`)

// No link on any page leads nowhere, whoever follows it: neither with nothing there
// yet, nor with all there is.
func TestEveryLinkOnEveryPageLeadsSomewhere(t *testing.T) {
	t.Parallel()
	w, everybody := settledWorld(t)
	for who, comes := range everybody {
		b := w.browser(t)
		comes(b)
		seen := b.crawl(who, "/", "/home", "/answer", "/result")
		if who == "an organisation" && seen["/assessments/:id/result"] == "" || len(seen) < 15 {
			t.Errorf("%s came to %d kinds of pages only", who, len(seen))
		}
	}
}

// settledWorld is a world with something of everything, and who comes to it: a stranger,
// each kind of account, and people who answer or read a result.
func settledWorld(t testing.TB) (*world, map[string]func(*browser)) {
	t.Helper()
	w, programme := comparedWorld(t)
	w.closedWith(t, five, higher)
	w.open(t, nil)
	w.let(t)
	w.declareFrom(t, "next", w.served.Now().AddDate(0, 9, 0), "Still to come")
	in := comparisons.ShareInput{Purpose: string(release.InBenchmark), TextVersion: comparisons.ConsentVersion}
	if _, err := w.served.Comparisons.CreateShare(t.Context(), w.itself(), w.ids[organisation], in, nil); err != nil {
		t.Fatal(err)
	}
	counted, _ := memberOf(t, w, programme.ID)
	_, fresh := w.newOrganisation(t, strings.Repeat("Nothing yet ", 16))
	idle, err := w.service.CreateAccount(t.Context(), partner, assessments.AccountInput{Name: "Idle"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	keys := map[string]string{
		"a stranger": "", "an organisation": w.keys[organisation], "one with nothing yet": fresh,
		aMember:     w.newKey(t, organisation, counted).Secret.Reveal(),
		"a partner": w.keys[partner], "one that acts for nobody": w.newKey(t, partner, idle.ID).Secret.Reveal(),
		"a funder": w.newKey(t, funder, programme.Funder).Secret.Reveal(), "one with a programme to come": w.keys[funder],
		"the operator": w.keys[operator],
	}
	everybody := map[string]func(*browser){
		"somebody who answers": func(b *browser) { b.begin(w.link(t, w.open(t, nil).ID, "lived", 5)) },
		"somebody who reads a result": func(b *browser) {
			link, err := w.service.CreateLink(t.Context(), w.council(), w.closedWith(t, five, higher), w.served.Now().AddDate(0, 1, 0), nil)
			if err != nil {
				t.Fatal(err)
			}
			b.open("/result")
			b.send("/result", "link", link.Secret.Reveal())
		},
	}
	for who, key := range keys {
		everybody[who] = func(b *browser) {
			if key != "" {
				b.signIn(key)
			}
			if who == "a partner" {
				b.open("/organisations")
				b.send("/organisations", "organisation", w.ids[organisation])
			}
		}
	}
	return w, everybody
}

// crawl follows all links from some pages on, and returns what kinds of pages it saw,
// each with the address of one. Of one kind it opens two. What a member of the programme assessed is made up for its
// release alone: its own results are not there.
func (b *browser) crawl(who string, from ...string) map[string]string {
	b.t.Helper()
	queue, known, times := from, map[string]bool{}, map[string]int{}
	seen := map[string]string{}
	for len(queue) > 0 {
		address := queue[0]
		queue = queue[1:]
		kind := kindOf(address)
		if known[address] || times[kind] == 2 || who == aMember && strings.HasPrefix(kind, "/assessments/:id") {
			continue
		}
		known[address], times[kind], seen[kind] = true, times[kind]+1, address
		b.open(address)
		if b.shown.status != http.StatusOK && !strings.HasPrefix(address, "/start/number") {
			b.t.Errorf("%s is led to %s, which is %d", who, address, b.shown.status)
		}
		if !strings.HasPrefix(b.shown.header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, found := range leads(b.shown.body) {
			next := strings.TrimSpace(html.UnescapeString(found))
			if next, here := b.local(next); here {
				queue = append(queue, next)
			}
		}
	}
	return seen
}

// local is the address of a page here, without what comes after #. A part of a page has
// to be there.
func (b *browser) local(address string) (string, bool) {
	b.t.Helper()
	address = strings.TrimPrefix(address, b.address)
	if part, within := strings.CutPrefix(address, "#"); within {
		if !strings.Contains(b.shown.body, `id="`+part+`"`) {
			b.t.Errorf("%s leads to its part %q, which is not there", b.shown.path, part)
		}
		return "", false
	}
	address, _, _ = strings.Cut(address, "#")
	if !isLocal(address) {
		if strings.HasPrefix(address, "http://") || address == "" {
			b.t.Errorf("%s leads to %q", b.shown.path, address)
		}
		return "", false
	}
	return address, !slices.Contains(elsewhere, address)
}

// kindOf is an address with no names of things, so that pages of one kind are alike.
func kindOf(address string) string {
	of, err := url.Parse(address)
	if err != nil {
		return address
	}
	kind := id.ReplaceAllString(of.Path, ":id")
	for _, name := range slices.Sorted(maps.Keys(of.Query())) {
		kind += "&" + name
	}
	return kind
}

// comparedWorld has a programme that is frozen, with its members.
func comparedWorld(t testing.TB) (*world, comparisons.Programme) {
	t.Helper()
	var made comparisons.Programme
	w := newWorld(t, func(_ *edge.Options, o *Options) {
		store := comparisonstest.Stores{Store: o.Comparisons.Store, Assessments: o.Service.Store}
		made = comparisonstest.AddCompared(t, store, 900, 2)[0]
	})
	w.wait(200 * 24 * time.Hour)
	if err := w.served.Comparisons.FreezeDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	return w, made
}
