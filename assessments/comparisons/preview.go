package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Preview is what whoever looks at a share gets from it.
type Preview struct {
	Body   []byte       // the very bytes of the last freeze while it held; nil before
	Of     *Publication // what the bytes are of; nil before
	Enters []string     // before there is anything to see: what will be used, in plain words
	Named  *Named       // for a share by name
}

// Preview shows an organisation what its share gives away.
func (s *Service) Preview(ctx context.Context, caller access.Caller, organisation, id string) (Preview, error) {
	if err := mustBe(ctx, s.Store, caller, organisation); err != nil {
		return Preview{}, err
	}
	share, err := s.Store.Share(ctx, organisation, id)
	if err != nil {
		return Preview{}, err
	}
	if share.Purpose == release.ByName {
		named, err := s.namedOf(ctx, &share)
		return Preview{Named: named, Enters: Enters(share.Purpose)}, err
	}
	found, err := s.Store.LatestFor(ctx, &share)
	if fault.KindOf(err) == fault.NotFound {
		return Preview{Enters: Enters(share.Purpose)}, nil
	}
	return Preview{Body: found.Body, Of: &found}, err
}

// Enters says what a share of this purpose uses, in plain words.
func Enters(purpose release.Purpose) []string {
	if purpose == release.ByName {
		return entersByName
	}
	return enters
}

// enters is what a share puts into a release.
var enters = []string{
	"The index of each principle, to the nearest 5.",
	"The mean of the gaps between the two sides, to the nearest 5.",
	"Your overall rung.",
	"That your organisation took part, as one of many.",
}

// entersByName is what a share by name shows.
var entersByName = []string{
	"Your name and identifiers, once the operator has verified them. Until then nothing is shown.",
	"Your overall rung, and the rung of each principle, of your latest result.",
	"What the next rung of each principle looks like.",
}
