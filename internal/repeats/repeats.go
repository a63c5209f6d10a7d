// Package repeats keeps a log short while something fails: a warning or an error
// that comes again and again is written once, and then how often it came.
//
// Libraries that thin a log out leave the rest away and do not say how much it was.
package repeats

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"sync"
	"time"
)

const (
	// window is how long the same is counted and not written.
	window = 10 * time.Second

	// atOnce is how many different things are counted at once. More are written each
	// time: that they differ tells something.
	atOnce = 1000

	// compared is how much of a text is looked at.
	compared = 300
)

// Handler is a [slog.Handler] before another one.
type Handler struct {
	slog.Handler
	mu     sync.Mutex
	counts map[string]*count
}

// A count is of what was written once and came again since.
type count struct {
	first slog.Record
	more  int
	timer *time.Timer
}

// Before returns a handler that passes on to next what is new.
func Before(next slog.Handler) *Handler {
	return &Handler{Handler: next, counts: map[string]*count{}}
}

// Handle implements [slog.Handler].
func (h *Handler) Handle(ctx context.Context, r slog.Record) error { //nolint:gocritic // hugeParam: it is the interface's
	if r.Level >= slog.LevelWarn && h.cameBefore(&r) {
		return nil
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements [slog.Handler].
func (h *Handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return Before(h.Handler.WithAttrs(attrs))
}

// WithGroup implements [slog.Handler].
func (h *Handler) WithGroup(name string) slog.Handler { return Before(h.Handler.WithGroup(name)) }

// cameBefore counts what came before, and remembers what is new.
func (h *Handler) cameBefore(r *slog.Record) bool {
	kind := kindOf(r)
	h.mu.Lock()
	defer h.mu.Unlock()
	if counted, there := h.counts[kind]; there {
		counted.more++
		return true
	}
	if len(h.counts) < atOnce {
		h.counts[kind] = &count{first: r.Clone(), timer: time.AfterFunc(window, func() { h.tell(kind) })}
	}
	return false
}

// Flush writes what is counted, at the end.
func (h *Handler) Flush() {
	h.mu.Lock()
	kinds := make([]string, 0, len(h.counts))
	for kind, counted := range h.counts {
		counted.timer.Stop()
		kinds = append(kinds, kind)
	}
	h.mu.Unlock()
	for _, kind := range kinds {
		h.tell(kind)
	}
}

// tell writes how often something came, and begins anew.
func (h *Handler) tell(kind string) {
	h.mu.Lock()
	counted := h.counts[kind]
	delete(h.counts, kind)
	h.mu.Unlock()
	if counted == nil || counted.more == 0 {
		return
	}
	text := fmt.Sprintf("%s: and %d more like it in the last %d s", counted.first.Message, counted.more, window/time.Second)
	line := slog.NewRecord(time.Now(), counted.first.Level, text, 0)
	if said := errorOf(&counted.first); said != "" {
		line.AddAttrs(slog.String("error", said))
	}
	line.AddAttrs(slog.Int("more", counted.more))
	_ = h.Handler.Handle(context.Background(), line) // nobody could be told
}

// figures differ between lines that say the same: ports, sizes, times.
var figures = regexp.MustCompile(`[0-9]+`)

// kindOf is the same for lines that say the same.
func kindOf(r *slog.Record) string {
	text := r.Level.String() + " " + r.Message + " " + errorOf(r)
	return figures.ReplaceAllString(text[:min(len(text), compared)], "#")
}

// errorOf is what a line says under "error"; "" for nothing.
func errorOf(r *slog.Record) (said string) {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "error" {
			said = a.Value.String()
		}
		return said == ""
	})
	return said
}
