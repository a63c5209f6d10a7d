package gormstore

import (
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/comparisons/comparisonstest"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// servers are two that serve one database.
type servers [2]*assessments.Service

func onBothByTwo(t *testing.T, test func(t *testing.T, two servers)) {
	t.Helper()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		var two servers
		for i := range two {
			two[i] = assessmentstest.Service(t, openAt(t, address), byte(i))
		}
		test(t, two)
	})
}

// retry tries again while others are in the way.
func retry(do func() error) error {
	for {
		err := do()
		if kind := fault.KindOf(err); kind != fault.Unavailable && kind != fault.Unfinished {
			return err
		}
	}
}

// startResponses enters some full drafts of people with lived experience.
func startResponses(t *testing.T, service *assessments.Service, a assessments.Assessment, n int) []assessments.Response {
	t.Helper()
	entered := make([]assessments.Response, n)
	for i := range entered {
		entered[i] = assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Draft, assessmentstest.Answers(service, a, "4"))
	}
	return entered
}

func submitResponse(t *testing.T, service *assessments.Service, r assessments.Response) error {
	t.Helper()
	return retry(func() error {
		_, err := service.SubmitResponse(t.Context(), assessmentstest.Writer(r), r.Assessment, r.ID)
		return err
	})
}

func closeAssessment(t *testing.T, service *assessments.Service, a assessments.Assessment) error {
	t.Helper()
	return retry(func() error {
		_, err := service.CloseAssessment(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
		return err
	})
}

// checkClosed checks that it was closed once, and how many responses of lived
// experience count.
func checkClosed(t *testing.T, service *assessments.Service, a assessments.Assessment, responses int) {
	t.Helper()
	stored, err := service.Result(t.Context(), assessmentstest.Owner(a.Organisation), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	if stored.Assessment.State != assessments.Closed || stored.Assessment.Revision != a.Revision+1 {
		t.Errorf("it is %s, at revision %d, want it closed once", stored.Assessment.State, stored.Assessment.Revision)
	}
	if a := stored.Assessment; !a.ClosesAt.Equal(a.ClosedAt) {
		t.Errorf("it was closed at %s and took answers until %s", a.ClosedAt, a.ClosesAt)
	}
	if got := stored.Voices[scoring.Lived].Responses; got != responses {
		t.Errorf("%d responses are in the result, want %d", got, responses)
	}
	left, err := service.Store.SubmittedResponses(t.Context(), a.ID, access.Page{Limit: 1})
	if err != nil || len(left) > 0 {
		t.Errorf("a response is left after closing (%v)", err)
	}
}

func TestEverySubmitIsInTheResultOrRefused(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		const writers, each = 4, 12
		a := assessmentstest.OpenAssessment(t, two[0])
		mine := make(chan []assessments.Response, writers)
		for range writers {
			mine <- startResponses(t, two[0], a, each)
		}
		var accepted, refused, turn atomic.Int64
		some := make(chan struct{})
		runAtOnce(t, writers+2, func() error {
			n := int(turn.Add(1))
			if n > writers {
				<-some
				return closeAssessment(t, two[n%2], a)
			}
			for _, r := range <-mine {
				switch err := submitResponse(t, two[n%2], r); {
				case err == nil:
					if accepted.Add(1) == writers*each/4 {
						close(some)
					}
				case fault.KindOf(err) == fault.Conflict:
					refused.Add(1)
				default:
					return err
				}
			}
			return nil
		})
		t.Logf("%d submits were accepted, %d refused", accepted.Load(), refused.Load())
		if accepted.Load()+refused.Load() != writers*each {
			t.Errorf("of %d submits %d were accepted and %d refused", writers*each, accepted.Load(), refused.Load())
		}
		checkClosed(t, two[0], a, int(accepted.Load()))
	})
}

func TestManyCloseAtOnceAndItIsClosedOnce(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		a := assessmentstest.OpenAssessment(t, two[0])
		for _, r := range startResponses(t, two[0], a, 6) {
			if err := submitResponse(t, two[0], r); err != nil {
				t.Fatal(err)
			}
		}
		var turn atomic.Int64
		runAtOnce(t, 8, func() error { return closeAssessment(t, two[turn.Add(1)%2], a) })
		checkClosed(t, two[1], a, 6)
	})
}

func TestWhatIsOverdueIsClosedByItselfOnce(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		end := assessmentstest.Noon.Add(time.Hour)
		var due []assessments.Assessment
		for range 3 {
			a := assessmentstest.OpenAssessment(t, two[0], func(in *assessments.AssessmentInput) { in.ClosesAt = end })
			for _, r := range startResponses(t, two[0], a, 5) {
				if err := submitResponse(t, two[0], r); err != nil {
					t.Fatal(err)
				}
			}
			due = append(due, a)
		}
		later := func() time.Time { return end.Add(time.Minute) }
		two[0].Now, two[1].Now = later, later
		r := assessments.Response{Assessment: due[0].ID, Hash: assessmentstest.Hash(1)}
		if _, err := two[0].SubmitResponse(t.Context(), assessmentstest.Writer(r), due[0].ID, ""); fault.KindOf(err) != fault.Conflict {
			t.Errorf("an answer after its time: %v, want a conflict", err)
		}
		var turn atomic.Int64
		runAtOnce(t, 6, func() error {
			service := two[turn.Add(1)%2]
			return retry(func() error { return service.CloseOverdue(t.Context()) })
		})
		for _, a := range due {
			checkClosed(t, two[0], a, 5)
			if closed, err := two[1].Store.Assessment(t.Context(), a.ID); err != nil || !closed.ClosedAt.Equal(end) {
				t.Errorf("closed at %s (%v), want the time that was said, %s", closed.ClosedAt, err, end)
			}
		}
	})
}

// A damaged row or a questionnaire that is gone must neither end the process nor
// stop what is due beside it.
func TestOneThatCannotBeClosedKeepsNoOther(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		service := assessmentstest.Service(t, openAt(t, address), 1)
		var log strings.Builder
		service.Log = slog.New(slog.NewTextHandler(&log, nil))
		until := func(end time.Time) assessments.Assessment {
			return assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.ClosesAt = end })
		}
		end := assessmentstest.Noon.Add(time.Hour)
		short, wild, sound := until(end), until(end.Add(time.Second)), until(end.Add(time.Minute))
		for a, answers := range map[string][]scoring.Answer{short.ID: {5}, wild.ID: slices.Repeat([]scoring.Answer{8}, 16)} {
			damaged := assessmentstest.FullResponse(1, a, scoring.Lived)
			damaged.Answers = answers
			assessmentstest.Add(t, service.Store, damaged)
		}
		service.Now = func() time.Time { return end.Add(time.Hour) }
		if err := service.CloseOverdue(t.Context()); err != nil {
			t.Error(err)
		}
		for _, damaged := range []string{short.ID, wild.ID} {
			if !regexp.MustCompile(damaged + ".*damaged").MatchString(log.String()) {
				t.Errorf("the log does not say that %s is damaged: %s", damaged, log.String())
			}
		}
		checkClosed(t, service, sound, 0)

		service.Catalogue = new(instrument.Catalogue)
		if err := service.CloseOverdue(t.Context()); err != nil || !strings.Contains(log.String(), "no longer installed") {
			t.Errorf("the log does not say that the questionnaire is gone (%v): %s", err, log.String())
		}
		got, err := service.Assessment(t.Context(), assessmentstest.Owner(short.Organisation), short.ID)
		if err != nil || got.State != assessments.Open {
			t.Errorf("it is %s (%v), want open", got.State, err)
		}
	})
}

// What is closed after the freeze is in no release for ever, so the freeze waits
// for what could not be closed.
func TestAFreezeWaitsForWhatCouldNotBeClosed(t *testing.T) {
	t.Parallel()
	path := databasetest.SQLite(t, migrateAt)
	store := openAt(t, path)
	service, comparing := assessmentstest.Service(t, store, 1), comparisonstest.Service(t, store.Comparisons(), 1)
	comparisonstest.AddCompared(t, bothWays(store), 1, 1)
	a := assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.ClosesAt = assessmentstest.Noon.Add(time.Hour) })
	service.Now = func() time.Time { return assessmentstest.Noon.Add(2 * time.Hour) }
	comparing.Now = service.Now
	frozen := func() bool {
		t.Helper()
		period, err := comparing.Store.Period(t.Context(), comparisonstest.ComparedPeriod)
		if err != nil {
			t.Fatal(err)
		}
		return !period.FrozenAt.IsZero()
	}
	execAt(t, path, "CREATE TRIGGER no_result BEFORE INSERT ON results BEGIN SELECT RAISE(ABORT, 'not today'); END")
	if err := service.Maintain(t.Context(), comparing.FreezeDue); err == nil || !strings.Contains(err.Error(), a.ID) || frozen() {
		t.Errorf("got %v, want that %s cannot be closed, and no freeze", err, a.ID)
	}
	execAt(t, path, "DROP TRIGGER no_result")
	if err := service.Maintain(t.Context(), comparing.FreezeDue); err != nil || !frozen() {
		t.Errorf("then got %v, want a freeze", err)
	}
	checkClosed(t, service, a, 0)
}

func TestWhatIsOverdueIsClosedAfterARestart(t *testing.T) {
	t.Parallel()
	databasetest.OnBoth(t, migrateAt, func(t *testing.T, address string) {
		t.Helper()
		store, err := Open(t.Context(), address, slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		service := assessmentstest.Service(t, store, 1)
		end := assessmentstest.Noon.Add(time.Hour)
		a := assessmentstest.OpenAssessment(t, service, func(in *assessments.AssessmentInput) { in.ClosesAt = end })
		assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Submitted, assessmentstest.Answers(service, a, "2"))
		if err := store.Close(); err != nil {
			t.Fatal(err)
		}
		again := assessmentstest.Service(t, openAt(t, address), 2)
		again.Now = func() time.Time { return end }
		if err := again.Maintain(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkClosed(t, again, a, 1)
	})
}

func TestAnInvitationForFiveStartsFive(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		a := assessmentstest.OpenAssessment(t, two[0])
		invited, err := two[0].CreateInvitation(t.Context(), assessmentstest.Owner(a.Organisation), a.ID, assessments.InvitationInput{Uses: new(5)}, nil)
		if err != nil {
			t.Fatal(err)
		}
		var started, refused, turn atomic.Int64
		runAtOnce(t, 100, func() error {
			service := two[turn.Add(1)%2]
			err := retry(func() error {
				_, err := service.Redeem(t.Context(), invited.Secrets[0], "lived", nil)
				return err
			})
			switch {
			case err == nil:
				started.Add(1)
			case fault.KindOf(err) == fault.Conflict:
				refused.Add(1)
			default:
				return err
			}
			return nil
		})
		if started.Load() != 5 || refused.Load() != 95 {
			t.Errorf("%d were started and %d refused, want 5 and 95", started.Load(), refused.Load())
		}
		kept, err := two[0].Store.Invitation(t.Context(), a.ID, invited.ID)
		if err != nil || kept.Started() != 5 {
			t.Errorf("it says %d were started (%v)", kept.Started(), err)
		}
	})
}

func TestWithdrawnBeforeClosingIsInNoResult(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		for range 5 {
			a := assessmentstest.OpenAssessment(t, two[0])
			mine := startResponses(t, two[0], a, 3)
			for _, r := range mine {
				if err := submitResponse(t, two[0], r); err != nil {
					t.Fatal(err)
				}
			}
			counted := int64(len(mine))
			var turn atomic.Int64
			runAtOnce(t, len(mine), func() error {
				n := turn.Add(1)
				if n == 3 {
					return closeAssessment(t, two[0], a)
				}
				r := mine[n]
				err := retry(func() error {
					return two[1].WithdrawResponse(t.Context(), assessmentstest.Writer(r), a.ID, r.ID, access.Match{"*"})
				})
				if err == nil {
					atomic.AddInt64(&counted, -1)
				} else if fault.KindOf(err) != fault.Conflict {
					return err
				}
				return nil
			})
			checkClosed(t, two[1], a, int(counted))
		}
	})
}

func TestATeamThatSubmitsTwiceAtOnceAnswersOnce(t *testing.T) {
	t.Parallel()
	onBothByTwo(t, func(t *testing.T, two servers) {
		t.Helper()
		a := assessmentstest.OpenAssessment(t, two[0], func(in *assessments.AssessmentInput) {
			in.Answering[scoring.Lived] = string(assessments.AsTeam)
		})
		mine := startResponses(t, two[0], a, 8)
		var accepted, turn atomic.Int64
		runAtOnce(t, len(mine), func() error {
			n := int(turn.Add(1)) - 1
			err := submitResponse(t, two[n%2], mine[n])
			if err == nil {
				accepted.Add(1)
			} else if fault.KindOf(err) != fault.Conflict {
				return err
			}
			return nil
		})
		if accepted.Load() != 1 {
			t.Errorf("%d answers of one team were taken", accepted.Load())
		}
		if err := closeAssessment(t, two[1], a); err != nil {
			t.Fatal(err)
		}
		checkClosed(t, two[0], a, 1)
	})
}
