package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/sevenrungs/sevenrungs/api"
	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
)

// A halt is a store that stops where it reads a result, however it is read.
type halt struct {
	assessments.Store

	came, on chan struct{}
}

func (h halt) Result(ctx context.Context, id string) (assessments.StoredResult, error) {
	h.came <- struct{}{}
	<-h.on
	return h.Store.Result(ctx, id)
}

func (h halt) Snapshot(ctx context.Context, fn func(assessments.Reader) error) error {
	return h.Store.Snapshot(ctx, func(r assessments.Reader) error { return fn(halted{r, h}) })
}

type halted struct {
	assessments.Reader

	halt halt
}

func (h halted) Result(ctx context.Context, id string) (assessments.StoredResult, error) {
	h.halt.came <- struct{}{}
	<-h.halt.on
	return h.Reader.Result(ctx, id)
}

// Three councils have much to take away, and take their time. A fourth closes.
func TestExportsKeepNobodyFromClosing(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, address string) {
		w := newWorld(t, address)
		var busy []*council
		for range 3 {
			c := newCouncil(t, w.client.In(t))
			c.open(t, "").close(t)
			busy = append(busy, c)
		}
		mine := newCouncil(t, w.client.In(t)).open(t, "")
		mine.submitResponse(t, &answerSheet{Voice: "lived", Answers: map[string]string{"equality-culture": "5"}})
		h := halt{w.service.Store, make(chan struct{}), make(chan struct{})}
		w.service.Store = h
		var exports sync.WaitGroup
		for _, c := range busy {
			exports.Go(func() {
				if got := c.own.Get("/v1/organisations/" + c.id + "/export"); got.Status != http.StatusOK {
					t.Errorf("an export: %d %s", got.Status, got.Body)
				}
			})
			<-h.came
		}
		closed := mine.own.Post(mine.path+"/close", nil)
		if closed.Status != http.StatusOK {
			t.Errorf("closing while three exports run: %d %s", closed.Status, closed.Body)
		}
		again := busy[0].own.Get("/v1/organisations/" + busy[0].id + "/export")
		if p := requireProblem(t, again, http.StatusConflict); again.Header.Get("Retry-After") != "1" || !strings.Contains(p.Detail, "already") {
			t.Errorf("a second export at once: %v %s", again.Header, again.Body)
		}
		close(h.on)
		exports.Wait()
		go func() { <-h.came }()
		requireDone(t, busy[0].own.Get("/v1/organisations/"+busy[0].id+"/export"))
	})
}

// counting is a store that counts how many pages of assessments are read, and
// may fail at one.
type counting struct {
	assessments.Store

	pages   *atomic.Int64
	failsAt int64 // 0 for never
}

func (c counting) Assessments(ctx context.Context, scope assessments.Scope, filter assessments.AssessmentFilter, page access.Page) ([]assessments.Assessment, error) {
	if c.pages.Add(1) == c.failsAt {
		return nil, errors.New("the disk is on fire")
	}
	return c.Store.Assessments(ctx, scope, filter, page)
}

func (c counting) Snapshot(ctx context.Context, fn func(assessments.Reader) error) error {
	return c.Store.Snapshot(ctx, func(r assessments.Reader) error { return fn(countingReader{r, c}) })
}

type countingReader struct {
	assessments.Reader

	counting
}

func (c countingReader) Assessments(ctx context.Context, scope assessments.Scope, filter assessments.AssessmentFilter, page access.Page) ([]assessments.Assessment, error) {
	return c.counting.Assessments(ctx, scope, filter, page)
}

// slowReader takes a reply a piece at a time.
type slowReader struct {
	*httptest.ResponseRecorder

	came, on chan struct{}
}

func (w slowReader) Write(piece []byte) (int, error) {
	w.came <- struct{}{}
	<-w.on
	return w.ResponseRecorder.Write(piece)
}

// large is an organisation with more assessments than fit into a few pages.
func large(t *testing.T, failsAt int64) (w *world, export *http.Request, pages *atomic.Int64) {
	t.Helper()
	w = newWorld(t, newFile(t))
	things := []any{}
	for n := range 1000 {
		a := assessmentstest.Assessment(1000+n, w.ids["organisations"])
		a.Title = strings.Repeat("Ever again. ", 16)
		things = append(things, a)
	}
	assessmentstest.Add(t, w.service.Store, things...)
	pages = new(atomic.Int64)
	w.service.Store = counting{w.service.Store, pages, failsAt}
	export = httptest.NewRequest(http.MethodGet, w.fill(t, "/v1/organisations/{id}/export"), http.NoBody)
	export.Header.Set("Authorization", "Bearer "+w.keyOf(owner))
	return w, export, pages
}

// Whoever reads slowly has the service hold a page or two, not all there is.
func TestAnExportHoldsAPageAtATime(t *testing.T) {
	t.Parallel()
	w, export, pages := large(t, 0)
	reader := slowReader{httptest.NewRecorder(), make(chan struct{}), make(chan struct{})}
	done := make(chan struct{})
	go func() {
		defer close(done)
		w.handler.ServeHTTP(reader, export)
	}()
	<-reader.came
	if read := pages.Load(); read > 2 {
		t.Errorf("%d pages were read before anybody took the first byte", read)
	}
	close(reader.on)
	for taken := false; !taken; {
		select {
		case <-reader.came:
		case <-done:
			taken = true
		}
	}
	var got api.Export
	if err := json.Unmarshal(reader.Body.Bytes(), &got); err != nil || len(got.Assessments) < 1000 {
		t.Errorf("%d assessments came: %v", len(got.Assessments), err)
	}
}

// A reply that cannot be read on breaks off, and is never taken for the whole.
func TestAnExportThatCannotBeReadOnBreaksOff(t *testing.T) {
	t.Parallel()
	w, export, _ := large(t, 8)
	got := httptest.NewRecorder()
	cause := func() (cause any) {
		defer func() { cause = recover() }()
		w.handler.ServeHTTP(got, export)
		return nil
	}()
	if cause != http.ErrAbortHandler || json.Valid(got.Body.Bytes()) || got.Body.Len() == 0 { //nolint:errorlint // net/http compares a panic like this
		t.Errorf("it ended with %v after %d bytes", cause, got.Body.Len())
	}
	w.service.Store = w.service.Store.(counting).Store
	again := httptest.NewRecorder()
	w.handler.ServeHTTP(again, export)
	if again.Code != http.StatusOK || !json.Valid(again.Body.Bytes()) {
		t.Errorf("asked again: %d", again.Code)
	}
}

func TestAnExportThatCannotBeReadAtAllIsAnError(t *testing.T) {
	t.Parallel()
	w, export, _ := large(t, 1)
	got := httptest.NewRecorder()
	w.handler.ServeHTTP(got, export)
	if got.Code != http.StatusInternalServerError || got.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
}
