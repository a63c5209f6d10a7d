package api_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

func TestProperty3AReleaseNeverChanges(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		f.freeze(t)
		first := f.release(t, whole)
		if table, err := release.Parse(first.Body); first.Status != http.StatusOK || err != nil || table.CountBand != "20-59" {
			t.Fatalf("%d %s: %v", first.Status, first.Body, err)
		}
		m := f.members[0]
		own := f.client.In(t).As(m.key)
		for name, change := range map[string]func() (status int){
			"a withdrawal": func() int { return own.Delete("/v1/organisations/"+m.id+"/shares/"+m.shares[whole]).Status - 4 },
			"an edit": func() int {
				return own.Patch("/v1/organisations/"+m.id, []byte(`{"name":"Another","sector":"A"}`), "If-Match: *").Status
			},
			"a leave": func() int {
				return f.as(t, operator).Delete("/v1/organisations/"+f.members[1].id, "If-Match: *").Status - 4
			},
			"a join": func() int {
				newcomer := f.members[25]
				return askToShare(f.client.In(t).As(newcomer.key), newcomer.id, release.InProgramme, f.programmes[whole].JoinCode).Status - 1
			},
			"a second freeze": func() int { return f.as(t, operator).Post("/v1/periods/"+period+"/freeze", nil).Status - 209 },
		} {
			if status := change(); status != http.StatusOK {
				t.Errorf("%s: off by %d", name, status-http.StatusOK)
			}
			for who, got := range map[string]string{"the funder": string(f.release(t, whole).Body), "a member": string(own.Get(f.path(whole)).Body)} {
				if got != string(first.Body) {
					t.Errorf("after %s %s reads %s", name, who, got)
				}
			}
		}
		if preview := own.Get("/v1/organisations/" + m.id + "/shares/" + m.shares[whole] + "/preview"); string(preview.Body) != string(first.Body) {
			t.Errorf("the preview is %s", preview.Body)
		}
		audit, err := f.comparing.Audit(t.Context())
		if err != nil || len(audit.Faults) > 0 {
			t.Errorf("the audit finds %v %v", audit.Faults, err)
		}
	})
}

func TestProperty3FrozenAtOnceByTwoServicesThereIsOneRow(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		second := *f.comparing
		second.Store = openStore(t, address).Comparisons()
		errs := make([]error, 2)
		var done sync.WaitGroup
		for i, s := range []*comparisons.Service{f.comparing, &second} {
			done.Go(func() {
				for again := true; again; again = fault.KindOf(errs[i]) == fault.Unavailable {
					_, errs[i] = s.Freeze(t.Context(), byOperator, period)
				}
			})
		}
		done.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || fault.KindOf(errors.Join(errs...)) != fault.Conflict {
			t.Errorf("the two got %v", errs)
		}
		audit, err := f.comparing.Audit(t.Context())
		if err != nil || len(audit.Faults) > 0 {
			t.Errorf("the audit finds %v %v", audit.Faults, err)
		}
	})
}

// Property 4, in every way that a release can be asked for.
func TestProperty4WhatIsRefusedIsSilent(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	f.freeze(t)
	if got := f.release(t, nobodyIn); !strings.Contains(string(got.Body), `"status":"not_released"`) {
		t.Fatalf("nobody: %s", got.Body)
	}
	for _, accept := range []string{"application/json", "text/csv", "image/svg+xml"} {
		tag := f.release(t, nobodyIn, "Accept: "+accept).Header.Get("ETag")
		want := f.refusal(t, http.MethodGet, nobodyIn, "Accept: "+accept)
		head := f.refusal(t, http.MethodHead, nobodyIn, "Accept: "+accept)
		same := f.refusal(t, http.MethodGet, nobodyIn, "Accept: "+accept, "If-None-Match: "+tag)
		if want.status != http.StatusOK || same.status != http.StatusNotModified {
			t.Errorf("%s of nobody: %d and %d", accept, want.status, same.status)
		}
		for _, name := range []string{single, few, nine, dominated} {
			tag := f.release(t, name, "Accept: "+accept).Header.Get("ETag")
			got := []refusal{
				f.refusal(t, http.MethodGet, name, "Accept: "+accept),
				f.refusal(t, http.MethodHead, name, "Accept: "+accept),
				f.refusal(t, http.MethodGet, name, "Accept: "+accept, "If-None-Match: "+tag),
			}
			if diff := cmp.Diff([]refusal{want, head, same}, got, cmp.AllowUnexported(refusal{})); diff != "" {
				t.Errorf("%s (-nobody +%s):\n%s", accept, name, diff)
			}
		}
	}
}

// refusal is an answer without what it may hold of the cohort: its name.
type refusal struct {
	status int
	body   string
	header http.Header
}

// refusal asks as the funder. An ETag may tell no more than the body does: it
// has to be the digest of that, and is left out then.
func (f *field) refusal(t *testing.T, method, programme string, headers ...string) refusal {
	t.Helper()
	got := f.as(t, funder).Send(method, f.path(programme), nil, headers...)
	header := got.Header.Clone()
	for _, own := range []string{"X-Request-Id", "Ratelimit"} {
		header.Del(own)
	}
	digest := sha256.Sum256(f.release(t, programme, headers[0]).Body)
	if header.Get("ETag") == `"`+hex.EncodeToString(digest[:16])+`"` {
		header.Set("ETag", "the digest of the body")
	}
	return refusal{got.Status, strings.ReplaceAll(string(got.Body), f.programmes[programme].ID, "ID"), header}
}

// TestProperty9 runs the same freeze twice with the same noise, once with three
// more who joined but may not count.
func TestProperty9WhoMayNotCountChangesNothing(t *testing.T) {
	t.Parallel()
	body := func(more bool) string {
		f := newField(t, newFile(t))
		if more {
			f.joinThoseWhoMayNot(t)
		}
		f.freeze(t)
		return string(f.release(t, whole).Body)
	}
	if without, with := body(false), body(true); without != with || !strings.Contains(with, `"status":"released"`) {
		t.Errorf("with them: %s\nwithout: %s", with, without)
	}
}

// joinThoseWhoMayNot adds one that is not verified, one that is too young, and
// one that withdrew.
func (f *field) joinThoseWhoMayNot(t *testing.T) {
	t.Helper()
	now := f.past.Load()
	join := func(since time.Duration) (m member) {
		f.past.Store(int64(since))
		m = f.member(t, 0, f.service.Now())
		m.shares[whole] = f.share(t, m.id, f.programmes[whole].JoinCode).ID
		return m
	}
	early := 2 * time.Hour
	join(compared - 89*24*time.Hour)
	unverified, unwilling := join(early), join(early)
	if err := f.comparing.WithdrawShare(t.Context(), actingFor(unwilling.id), unwilling.id, unwilling.shares[whole]); err != nil {
		t.Fatal(err)
	}
	f.past.Store(now)
	if got := f.as(t, operator).Post("/v1/organisations/"+unverified.id+"/verification", []byte(`{"decision":"revoked"}`), "If-Match: *"); got.Status != http.StatusOK {
		t.Fatalf("%d %s", got.Status, got.Body)
	}
}

func TestWhatIsNotForACallerIsOneAndTheSame(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	unknown := requireProblem(t, f.as(t, funder).Get("/v1/programmes/"+f.programmes[whole].ID+"/releases/none"), http.StatusNotFound).Detail
	early := requireProblem(t, f.as(t, otherFunder).Get(f.path(whole)), http.StatusNotFound).Detail
	requireProblem(t, f.as(t, operator).Post("/v1/periods/none/freeze", nil), http.StatusNotFound)
	f.freeze(t)
	outside := f.client.In(t).As(f.members[25].key)
	for _, got := range []string{
		early,
		requireProblem(t, f.as(t, otherFunder).Get(f.path(whole)), http.StatusNotFound).Detail,
		requireProblem(t, outside.Get(f.path(whole)), http.StatusNotFound).Detail,
		requireProblem(t, f.as(t, funder).Get("/v1/programmes/"+f.members[0].id+"/releases/"+period), http.StatusNotFound).Detail,
	} {
		if got != unknown {
			t.Errorf("%q tells more than %q", got, unknown)
		}
	}
	requireProblem(t, f.as(t, funder).Get(f.path(whole)+"?min=10"), http.StatusBadRequest)
	table := f.release(t, whole, "Accept: text/csv")
	if lines := strings.Split(strings.TrimSpace(string(table.Body)), "\r\n"); len(lines) != 2 || !strings.Contains(lines[1], "20-59") {
		t.Errorf("the table is %q", table.Body)
	}
	f.wait(-time.Hour)
	requireProblem(t, f.release(t, whole), http.StatusConflict)
}

// dying is a store whose freeze is cut off after a few publications.
type dying struct {
	comparisons.Store

	left int
}

func (d *dying) Write(ctx context.Context, fn func(comparisons.Tx) error) error {
	return d.Store.Write(ctx, func(tx comparisons.Tx) error { return fn(dyingTx{tx, d}) })
}

type dyingTx struct {
	comparisons.Tx

	of *dying
}

var errKilled = errors.New("killed")

func (d dyingTx) AddPublication(ctx context.Context, p comparisons.Publication) error {
	if d.of.left == 0 {
		return errKilled
	}
	d.of.left--
	return d.Tx.AddPublication(ctx, p)
}

func TestAFreezeKilledHalfWayLeavesNothingAndTheNextCompletes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		f := newField(t, address)
		before, err := f.comparing.Audit(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		sound := f.comparing.Store
		f.comparing.Store = &dying{sound, 3}
		if _, err := f.comparing.Freeze(t.Context(), byOperator, period); !errors.Is(err, errKilled) {
			t.Fatalf("the freeze was not killed: %v", err)
		}
		f.comparing.Store = sound
		after, err := f.comparing.Audit(t.Context())
		if diff := cmp.Diff(before, after); err != nil || diff != "" {
			t.Errorf("it left something: %v\n%s", err, diff)
		}
		f.freeze(t)
		if got := f.release(t, whole); got.Status != http.StatusOK {
			t.Errorf("%d %s", got.Status, got.Body)
		}
	})
}

func TestShownByNameIsBesideAnyProgrammeAndAClosedOneIsAConflict(t *testing.T) {
	t.Parallel()
	f := newField(t, newFile(t))
	ask := func(m member, code string, purpose release.Purpose) int {
		return askToShare(f.client.In(t).As(m.key), m.id, purpose, code).Status
	}
	if got := ask(f.members[0], strings.ToLower(f.programmes[nobodyIn].JoinCode), release.ByName); got != http.StatusCreated {
		t.Errorf("shown by name as well: %d", got)
	}
	named := f.as(t, funder).Get("/v1/programmes/" + f.programmes[nobodyIn].ID + "/named")
	if text := string(named.Body); !strings.Contains(text, f.members[0].id) || strings.Contains(text, "index") || strings.Contains(text, "lived") || strings.Contains(text, "voice") {
		t.Errorf("by name: %s", text)
	}
	f.freeze(t)
	if got := ask(f.members[21], f.programmes[nobodyIn].JoinCode, release.InProgramme); got != http.StatusConflict {
		t.Errorf("a closed programme: %d", got)
	}
}
