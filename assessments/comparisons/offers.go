package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Offer is a programme with whose it is: what an organisation learns of it before it
// agrees to anything.
type Offer struct {
	Programme
	FunderName string
}

// Offer returns the programme with a join code to an organisation that holds the code.
func (s *Service) Offer(ctx context.Context, code string) (Offer, error) {
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) (Offer, error) {
		found, err := r.ProgrammeByCode(ctx, readJoinCode(code))
		if fault.KindOf(err) == fault.NotFound {
			return Offer{}, noSuchCode
		}
		if err != nil {
			return Offer{}, err
		}
		return offerOf(ctx, r, &found)
	})
}

var noSuchCode = &fault.Error{Kind: fault.NotFound, Detail: "There is no programme with this code. Check it, or ask the funder for it."}

func offerOf(ctx context.Context, r Reader, p *Programme) (Offer, error) {
	funder, err := r.Funder(ctx, p.Funder)
	return Offer{*p, funder.Name}, err
}

// giveOffers says of each share what it is shared with.
func giveOffers(ctx context.Context, r Reader, shares []Share) error {
	known := map[string]*Offer{"": nil}
	for i := range shares {
		id := shares[i].Programme
		if _, is := known[id]; !is {
			programme, err := r.Programme(ctx, id)
			if err != nil {
				return err
			}
			offer, err := offerOf(ctx, r, &programme)
			if err != nil {
				return err
			}
			known[id] = &offer
		}
		shares[i].With = known[id]
	}
	return nil
}
