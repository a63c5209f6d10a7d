package gormstore

import (
	"context"
	"database/sql"
	"log/slog"
)

// A bystander does something beside those who read and write, on connections of its own,
// whenever it is woken. Nobody waits for it.
type bystander struct {
	pool  *sql.DB
	news  chan struct{} // holds one when there is something to do
	stop  context.CancelFunc
	ended chan struct{}
	log   *slog.Logger
}

func newBystander(pool *sql.DB, log *slog.Logger) bystander {
	return bystander{pool: pool, news: make(chan struct{}, 1), ended: make(chan struct{}), log: log}
}

// start has it do something whenever it is woken, until it is closed.
func (b *bystander) start(ctx context.Context, do func(context.Context)) {
	ctx, b.stop = context.WithCancel(context.WithoutCancel(ctx))
	go func() {
		defer close(b.ended)
		for {
			select {
			case <-ctx.Done():
				return
			case <-b.news:
				do(ctx)
			}
		}
	}()
}

// wake says that there is something to do.
func (b *bystander) wake() {
	select {
	case b.news <- struct{}{}:
	default:
	}
}

func (b *bystander) close() error {
	b.stop()
	<-b.ended
	return b.pool.Close()
}
