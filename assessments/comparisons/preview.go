package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// Preview is what whoever looks at a share gets from it.
type Preview struct {
	Body  []byte          // the very bytes of the last freeze while it held; nil before
	Of    *Publication    // what the bytes are of; nil before
	Uses  release.Purpose // before there is anything to see: for what, see [Used]; "" once there is
	Named *Named          // for a share by name
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
		return Preview{Named: named, Uses: share.Purpose}, err
	}
	found, err := s.Store.LatestFor(ctx, &share)
	if fault.KindOf(err) == fault.NotFound {
		return Preview{Uses: share.Purpose}, nil
	}
	return Preview{Body: found.Body, Of: &found}, err
}
