package web

import (
	"crypto/rand"
	"fmt"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// once names what a form makes, so that the same form sent twice makes one. The
// name stands in a hidden field.
func (f *form) once() {
	if f.text("once") == "" {
		f.put("once", rand.Text())
	}
}

// sentOnce makes what is named by texts once, however often that is asked for. where
// is kept to find it again.
func sentOnce[T any](v *visit, where func(*T) string, names ...string) *access.IdempotencyKey[T] {
	return &access.IdempotencyKey[T]{
		ID: digestOf(append(names, mark(v.caller))...), Digest: digestOf(names...),
		Render: func(made *T) access.Replay { return access.Replay{Location: where(made)} },
	}
}

// onceFor is [sentOnce] for what the form at this address asks for.
func onceFor[T any](v *visit, where func(*T) string) *access.IdempotencyKey[T] {
	v.form().once()
	return sentOnce(v, where, v.Request.URL.Path, v.form().text("once"))
}

// madeOnce is [onceFor] where what was typed tells two forms apart: one that was
// changed after it was sent is refused, and does not pass for the one before.
func madeOnce[T any](v *visit, where func(*T) string) *access.IdempotencyKey[T] {
	once := onceFor(v, where)
	var typed []string
	for _, one := range v.form().kept() {
		typed = append(typed, fmt.Sprintf("%s=%s", one.Name, one.Value))
	}
	once.Digest = digestOf(strings.Join(typed, "\n"))
	return once
}

// replayed is where the page of what was made is: now, or by the same form before.
func replayed[T any](once *access.IdempotencyKey[T], id string) string {
	if once.Replay != nil {
		return once.Replay.Location
	}
	return id
}
