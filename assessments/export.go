package assessments

import (
	"context"
	"time"
)

// Export is all that is kept of an organisation.
type Export struct {
	At           time.Time
	Organisation Organisation
	Keys         []Key
	Grants       []Grant
}

// Export gathers all that is kept of an organisation, for whom it is about. It
// is gathered in one piece: nothing changes meanwhile.
func (s *Service) Export(ctx context.Context, caller Caller, id string) (Export, error) {
	var all Export
	err := s.Store.Write(ctx, func(tx Tx) (err error) {
		all = Export{At: s.Now()}
		if all.Organisation, err = s.reach(ctx, tx, caller, id); err != nil {
			return err
		}
		holder := Holder{OrganisationRole, id}
		all.Keys, err = every(func(page Page) ([]Key, error) { return tx.Keys(ctx, holder, page) }, func(k *Key) string { return k.ID })
		if err != nil {
			return err
		}
		all.Grants, err = every(func(page Page) ([]Grant, error) { return tx.Grants(ctx, id, page) }, func(g *Grant) string { return g.ID })
		return err
	})
	return all, err
}

// every returns all things of a list, page by page.
func every[T any](find func(Page) ([]T, error), id func(*T) string) ([]T, error) {
	var all []T
	for page := (Page{Limit: MaxPage}); ; page.After = id(&all[len(all)-1]) {
		found, err := find(page)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
		if len(found) < page.Limit {
			return all, nil
		}
	}
}
