package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// Origin says who began a response, and so who had its key first.
type Origin string

// The origins.
const (
	Invited Origin = "invited" // a person, with an invitation
	Entered Origin = "entered" // the organisation or who acts for it: a team's, or one that came on paper
)

// ReplaceResponseKey makes a new key to the response that the caller opened with
// the old one. That dies when the new one is first used, and not before: a reply
// that gets lost locks nobody out. Of several new ones only the last can take its
// place.
func (s *Service) ReplaceResponseKey(ctx context.Context, caller access.Caller, old Secret, assessment, id string, once *access.IdempotencyKey[NewResponse]) (NewResponse, error) {
	if !caller.Is(access.ResponseRole) {
		return NewResponse{}, fault.NoSuch(aResponse)
	}
	secret, err := old.another(s.Random)
	if err != nil {
		return NewResponse{}, err
	}
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewResponse, error) {
		_, found, err := s.reachOpen(ctx, tx, caller, assessment, id)
		if err != nil {
			return NewResponse{}, err
		}
		found.Next = secret.Hash()
		return NewResponse{found, secret}, tx.SaveResponseKeys(ctx, found)
	})
}

// takePlace has the new key of a response, which is used for the first time, take
// the place of the old one. It returns the response as it is then: meanwhile
// another may have been made.
func (s *Service) takePlace(ctx context.Context, used *Response) (Response, error) {
	return access.Within(ctx, s.Store.Write, func(tx Tx) (Response, error) {
		found, err := tx.Response(ctx, used.Assessment, used.ID)
		if err != nil || !found.Next.Equal(used.Next) {
			return found, err
		}
		found.Hash, found.Next = found.Next, ""
		return found, tx.SaveResponseKeys(ctx, found)
	})
}

// opensTo says whether the key that the caller came with still opens the response. Of
// one that is to be proven, only the key that is in use does: see [Service.editResponse].
func (r *Response) opensTo(caller access.Caller) bool {
	if caller.Proof != "" {
		return r.Hash.Equal(Hash(caller.Proof))
	}
	return caller.KeyID == r.Hash.Label() || r.Next != "" && caller.KeyID == r.Next.Label()
}

// unproven is why a response could not be reached with a key that nobody had looked at.
type unproven struct{ error }

// Unwrap returns why.
func (u unproven) Unwrap() error { return u.error }
