package access

import "context"

type takesLong struct{}

// TakingLong marks what is done on a context as what may take long, such as a
// freeze. A store has room of its own for that, so that people do not wait for it,
// and lets it take its time.
func TakingLong(ctx context.Context) context.Context {
	return context.WithValue(ctx, takesLong{}, true)
}

// TakesLong tells whether a context is so marked.
func TakesLong(ctx context.Context) bool { return ctx.Value(takesLong{}) != nil }
