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

// onceFor makes what the form asks for once, however often it is sent. where is kept
// to find it again.
func onceFor[T any](v *visit, where func(*T) string) *access.IdempotencyKey[T] {
	v.form().once()
	return &access.IdempotencyKey[T]{
		ID: digestOf(v.Request.URL.Path, mark(v.caller), v.form().text("once")), Digest: digestOf(v.form().text("once")),
		Render: func(made *T) access.Replay { return access.Replay{Location: where(made)} },
	}
}

// replayed is where the page of what was made is: now, or by the same form before.
func replayed[T any](once *access.IdempotencyKey[T], id string) string {
	if once.Replay != nil {
		return once.Replay.Location
	}
	return id
}
