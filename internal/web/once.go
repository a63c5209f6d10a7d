package web

import (
	"crypto/rand"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// once names what a form makes, so that the same form sent twice makes one. The
// name stands in a hidden field.
func (f *form) once() {
	if f.text("once") == "" {
		f.put("once", rand.Text())
	}
}

// onceFor makes a form that makes a T safe to send again, by whoever sent it. id is
// where its page is.
func onceFor[T any](v *visit, what string, id func(*T) string) *access.IdempotencyKey[T] {
	return &access.IdempotencyKey[T]{
		ID: digestOf(what, mark(v.caller), v.form().text("once")), Digest: digestOf(what),
		Render: func(made *T) access.Replay { return access.Replay{Location: id(made)} },
	}
}

// replayed is where the page of what was made is: now, or by the same form before.
func replayed[T any](once *access.IdempotencyKey[T], id string) string {
	if once.Replay != nil {
		return once.Replay.Location
	}
	return id
}
