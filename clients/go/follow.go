package sevenrungs

import (
	"context"
	"iter"
)

// Follow goes through what happened since a cursor, page after page, and ends when
// there is nothing more yet. With "" it begins with what there is now. Take in what
// a page holds, and keep its Cursor together with that: the next Follow goes on from
// there, also in a program that was started anew. The last page may hold nothing.
// Keep its cursor too, so that it never gets old.
//
//	for page, err := range rungs.Follow(ctx, kept) {
//		…
//		kept = page.Cursor
//	}
//
// A cursor that is too old is an [*Error] with status 410: make your copy anew.
func (c *Client) Follow(ctx context.Context, cursor string, options ...Option) iter.Seq2[EventList, error] {
	return func(yield func(EventList, error) bool) {
		query := ListEventsQuery{Limit: 100, Cursor: cursor}
		if cursor == "" {
			query.Snapshot = ListEventsParamsSnapshotN1
		}
		for {
			page, err := c.ListEvents(ctx, query, options...)
			if err != nil {
				yield(EventList{}, err)
				return
			}
			if !yield(page.Data, nil) || page.Data.Next == nil {
				return
			}
			query = ListEventsQuery{Limit: 100, Cursor: *page.Data.Next}
		}
	}
}
