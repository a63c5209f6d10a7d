package repeats

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// paper is what a log is written on, also when its time comes.
type paper struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *paper) Write(line []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.Write(line)
}

// lines returns what a log holds, without the times.
func lines(log *paper) []string {
	log.mu.Lock()
	defer log.mu.Unlock()
	text := strings.TrimSpace(log.text.String())
	log.text.Reset()
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

func newLog() (*slog.Logger, *Handler, *paper) {
	var log paper
	h := Before(slog.NewTextHandler(&log, &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		if a.Key == slog.TimeKey {
			return slog.Attr{}
		}
		return a
	}}))
	return slog.New(h), h, &log
}

func TestTheSameIsWrittenOnceAndThenCounted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, _, written := newLog()
		for port := range 313 {
			log.Warn("request put off", slog.Int("request_id", port), slog.String("error", fmt.Sprint("write to port ", port)))
		}
		log.Warn("request put off", slog.String("error", "the disk is full"))
		log.Error("request put off", slog.String("error", "the disk is full")) // worse
		got := lines(written)
		if len(got) != 3 || !strings.Contains(got[0], "request_id=0") {
			t.Errorf("at once: %q", got)
		}
		time.Sleep(window)
		synctest.Wait()
		want := `level=WARN msg="request put off: and 312 more like it in the last 10 s" error="write to port 0" more=312`
		if got := lines(written); len(got) != 1 || got[0] != want {
			t.Errorf("then: %q, want %q", got, want)
		}
		log.Warn("request put off", slog.String("error", "write to port 9"))
		if got := lines(written); len(got) != 1 {
			t.Errorf("afterwards it is not written anew: %q", got)
		}
	})
}

func TestWhatIsNoFailureIsWrittenEachTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, _, written := newLog()
		for range 3 {
			log.Info("request")
		}
		if got := lines(written); len(got) != 3 {
			t.Errorf("%q", got)
		}
	})
}

func TestWhatIsCountedIsWrittenAtTheEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, h, written := newLog()
		for range 3 {
			log.With(slog.String("part", "edge")).Warn("alone") // a log of its own each time
			log.Warn("again")
		}
		lines(written)
		h.Flush()
		if got := lines(written); len(got) != 1 || !strings.Contains(got[0], "again: and 2 more") {
			t.Errorf("%q", got)
		}
		h.Flush()
		time.Sleep(window)
		synctest.Wait()
		if got := lines(written); got != nil {
			t.Errorf("once more: %q", got)
		}
	})
}

func TestOnlySoManyAreCounted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		log, h, written := newLog()
		for n := range 2 * atOnce {
			log.Warn(strings.Repeat("x", n%250) + strings.Repeat("y", n/250))
		}
		if got := len(h.counts); got != atOnce {
			t.Errorf("%d are counted, want %d", got, atOnce)
		}
		if got := len(lines(written)); got != 2*atOnce {
			t.Errorf("%d are written", got)
		}
	})
}
