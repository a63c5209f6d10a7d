package edge

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

const largest = 8 << 20 // bytes that /body takes

// newTaking returns an edge that reads bodies.
func newTaking(t *testing.T) *Edge {
	t.Helper()
	e, err := New(Options{
		Log: slog.New(slog.DiscardHandler), Now: time.Now, NewID: func() string { return "request-1" },
		Who: func(*http.Request) (access.Caller, error) { return access.Caller{}, nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	e.POST("/body", e.Handle(func(c *gin.Context) error {
		body, err := ReadBody(c, largest)
		if err == nil {
			c.String(http.StatusOK, "%d", len(body))
		}
		return err
	}))
	return e
}

func send(e *Edge, from string, body io.Reader) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/body", body)
	r.RemoteAddr = from + ":1234"
	w := httptest.NewRecorder()
	e.ServeHTTP(w, r)
	return w
}

// unfinished is a body that stops coming.
type unfinished struct {
	pipe *io.PipeWriter
	done chan *httptest.ResponseRecorder
}

// begin sends so many bytes of a body and returns once they are read, or refused.
func begin(t *testing.T, e *Edge, from string, size int) unfinished {
	t.Helper()
	reader, writer := io.Pipe()
	u := unfinished{writer, make(chan *httptest.ResponseRecorder, 1)}
	go func() {
		got := send(e, from, reader)
		u.done <- got
		_ = reader.Close() // as a server does with what nobody reads
	}()
	piece := make([]byte, 32<<10)
	for size > 0 {
		n, err := writer.Write(piece[:min(size, len(piece))])
		if err != nil {
			break
		}
		size -= n
	}
	return u
}

// breakOff ends a body before its end, and returns what was answered.
func (u unfinished) breakOff() *httptest.ResponseRecorder {
	_ = u.pipe.CloseWithError(io.ErrUnexpectedEOF)
	return <-u.done
}

func heap() uint64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc
}

// Forty bodies of 7 MiB that never end: what is held is counted for the whole
// process.
func TestUnfinishedBodiesHoldALittleTogether(t *testing.T) { //nolint:paralleltest // as said above
	e := newTaking(t)
	before := heap()
	attack := make([]unfinished, 40)
	for i := range attack {
		attack[i] = begin(t, e, fmt.Sprintf("203.0.113.%d", i), 7<<20)
	}
	if held := heap() - before; held > DefaultBodyRoom+4<<20 {
		t.Errorf("40 unfinished bodies hold %d MiB", held>>20)
	}
	full := send(e, "198.51.100.1", strings.NewReader(strings.Repeat(" ", largest)))
	if full.Code != http.StatusServiceUnavailable || full.Header().Get("Retry-After") != "1" {
		t.Errorf("when the room is full: %d %v %s", full.Code, full.Header(), full.Body)
	}
	// People who answer send little, and notice nothing.
	if got := send(e, "198.51.100.1", strings.NewReader(strings.Repeat(" ", 2000))); got.Code != http.StatusOK {
		t.Errorf("a small body when the room is full: %d", got.Code)
	}
	refused := 0
	for _, u := range attack {
		if got := u.breakOff(); got.Code == http.StatusServiceUnavailable {
			refused++
		} else if got.Code != http.StatusBadRequest {
			t.Errorf("broken off: %d", got.Code)
		}
	}
	if refused < 30 {
		t.Errorf("%d of the 40 were refused", refused)
	}
	if got := send(e, "198.51.100.1", strings.NewReader(strings.Repeat(" ", largest))); got.Code != http.StatusOK || e.room.left != DefaultBodyRoom || len(e.room.held) != 0 {
		t.Errorf("afterwards: %d, and %d bytes are left for %v", got.Code, e.room.left, e.room.held)
	}
}

func TestOneCallerDoesNotFillTheRoom(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	var attack []unfinished
	for range 8 {
		attack = append(attack, begin(t, e, "203.0.113.1", 5<<20))
	}
	mine := send(e, "203.0.113.1", strings.NewReader(strings.Repeat(" ", largest)))
	if mine.Code != http.StatusTooManyRequests || mine.Header().Get("Retry-After") != "1" {
		t.Errorf("one more of the same caller: %d %v", mine.Code, mine.Header())
	}
	if got := send(e, "203.0.113.2", strings.NewReader(strings.Repeat(" ", largest))); got.Code != http.StatusOK {
		t.Errorf("another caller: %d", got.Code)
	}
	for _, u := range attack {
		u.breakOff()
	}
}

// Whoever says that much will come, and sends nothing, holds next to nothing.
func TestWhatIsOnlySaidToComeHoldsLittle(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	reader, writer := io.Pipe()
	r := httptest.NewRequest(http.MethodPost, "/body", reader)
	r.ContentLength = largest
	done := make(chan int)
	go func() {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		done <- w.Code
	}()
	_, _ = writer.Write([]byte("{"))
	e.room.mu.Lock()
	held := DefaultBodyRoom - e.room.left
	e.room.mu.Unlock()
	if held > firstBuffer {
		t.Errorf("one byte of 8 MiB holds %d bytes", held)
	}
	_ = writer.CloseWithError(io.ErrUnexpectedEOF)
	if code := <-done; code != http.StatusBadRequest {
		t.Errorf("broken off: %d", code)
	}
}

// One stranger can be many holders: they register as several organisations, or start
// many responses. All that comes from where they are counts together.
func TestManyHoldersAtOneAddressDoNotFillTheRoom(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	e.Who = func(r *http.Request) (access.Caller, error) {
		return access.Caller{Role: access.OrganisationRole, PrincipalID: r.Header.Get("Authorization")}, nil
	}
	sendAs := func(holder, from string, size int) int {
		r := httptest.NewRequest(http.MethodPost, "/body", strings.NewReader(strings.Repeat(" ", size)))
		r.RemoteAddr = from + ":1234"
		r.Header.Set("Authorization", holder)
		w := httptest.NewRecorder()
		e.ServeHTTP(w, r)
		return w.Code
	}
	var attack []unfinished
	for i := range 16 {
		reader, writer := io.Pipe()
		u := unfinished{writer, make(chan *httptest.ResponseRecorder, 1)}
		go func() {
			r := httptest.NewRequest(http.MethodPost, "/body", reader)
			r.RemoteAddr = "203.0.113.1:1234"
			r.Header.Set("Authorization", fmt.Sprint(i))
			w := httptest.NewRecorder()
			e.ServeHTTP(w, r)
			u.done <- w
			_ = reader.Close()
		}()
		_, _ = writer.Write(make([]byte, 5<<20))
		attack = append(attack, u)
	}
	if got := sendAs("mine", "198.51.100.1", largest); got != http.StatusOK {
		t.Errorf("somebody elsewhere: %d", got)
	}
	if got := sendAs("mine", "203.0.113.1", largest); got != http.StatusTooManyRequests {
		t.Errorf("another holder where the attack comes from: %d", got)
	}
	for _, u := range attack {
		u.breakOff()
	}
	if e.room.left != DefaultBodyRoom || len(e.room.held) != 0 {
		t.Errorf("afterwards %d bytes are left for %v", e.room.left, e.room.held)
	}
}

// A real server gives up on a body that takes too long, and then nothing is held.
func TestASlowBodyIsNotHeldForEver(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	server := httptest.NewUnstartedServer(e)
	// However long the header takes on a busy machine, it is read. So is all that is
	// sent of the body, in one go with it: what a server leaves unread resets the
	// connection, and the answer may be lost.
	server.Config.ReadHeaderTimeout, server.Config.ReadTimeout = time.Minute, 50*time.Millisecond
	server.Start()
	defer server.Close()
	connection, err := new(net.Dialer).DialContext(context.Background(), "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = connection.Close() }()
	if _, err := fmt.Fprintf(connection, "POST /body HTTP/1.1\r\nHost: here\r\nContent-Length: %d\r\n\r\n%s", largest, strings.Repeat(" ", 1000)); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(connection) // until the server hangs up
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 408 ") {
		t.Errorf("%v, %.200s", err, answer)
	}
	e.room.mu.Lock()
	defer e.room.mu.Unlock()
	if e.room.left != DefaultBodyRoom {
		t.Errorf("%d bytes are still held", DefaultBodyRoom-e.room.left)
	}
}

func TestBodiesOfEverySizeAreReadWhole(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	var all sync.WaitGroup
	for i, size := range []int{0, 1, 511, 512, 513, firstBuffer - 1, firstBuffer, firstBuffer + 1, smallBuffer, 1 << 20, largest - 1, largest} {
		for _, said := range []bool{true, false} {
			all.Go(func() {
				var body io.Reader = strings.NewReader(strings.Repeat("x", size))
				from := fmt.Sprintf("203.0.113.%d", i)
				if !said {
					body = io.MultiReader(body) // of which httptest does not know the length
					from = fmt.Sprintf("198.51.100.%d", i)
				}
				got := send(e, from, body)
				if got.Code != http.StatusOK || got.Body.String() != fmt.Sprint(size) {
					t.Errorf("%d bytes, said %v: %d %s", size, said, got.Code, got.Body)
				}
			})
		}
	}
	all.Wait()
	for _, said := range []bool{true, false} {
		var body io.Reader = strings.NewReader(strings.Repeat("x", largest+1))
		if !said {
			body = io.MultiReader(body)
		}
		if got := send(e, "203.0.113.1", body); got.Code != http.StatusRequestEntityTooLarge {
			t.Errorf("a byte too many, said %v: %d", said, got.Code)
		}
	}
	if e.room.left != DefaultBodyRoom {
		t.Errorf("%d bytes are still held", DefaultBodyRoom-e.room.left)
	}
}

// Replies that are read slowly are in the room as well, but for small ones and those
// that tell what was done.
func TestRepliesAreHeldInTheRoom(t *testing.T) {
	t.Parallel()
	e := newTaking(t)
	reached, end := make(chan struct{}), make(chan struct{})
	reply := func(size int) gin.HandlerFunc {
		return e.Handle(func(c *gin.Context) error {
			if err := Hold(c, size); err != nil {
				return err
			}
			reached <- struct{}{}
			<-end
			return nil
		})
	}
	e.GET("/large", reply(largest))
	e.POST("/done", reply(largest))
	e.GET("/small", reply(smallBuffer))
	ask := func(method, path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, httptest.NewRequest(method, path, http.NoBody))
		return w
	}
	var all sync.WaitGroup
	for _, one := range []string{"GET /large", "GET /large", "POST /done", "GET /small"} {
		method, path, _ := strings.Cut(one, " ")
		all.Go(func() {
			if got := ask(method, path); got.Code != http.StatusOK {
				t.Errorf("%s: %d", one, got.Code)
			}
		})
		<-reached
	}
	if got := ask(http.MethodGet, "/large"); got.Code != http.StatusTooManyRequests {
		t.Errorf("one more: %d", got.Code)
	}
	close(end)
	all.Wait()
	if e.room.left != DefaultBodyRoom {
		t.Errorf("%d bytes are left in the end", e.room.left)
	}
}
