package assessments

import (
	"context"
	"fmt"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// The quotas: how much one holder has at the same time, so that none fills the
// database for all. What has ended does not count.
const (
	MaxLiveKeys        = 50  // of an organisation, a partner or a funder
	MaxOpenAssessments = 200 // of an organisation
	MaxLiveInvitations = 20  // to an assessment
)

// Held counts what there may only be so many of.
type Held interface {
	// LiveKeys returns how many keys of a principal open something at this time.
	LiveKeys(ctx context.Context, principal Principal, at time.Time) (int, error)
	// OpenAssessments returns how many assessments of an organisation are open.
	OpenAssessments(ctx context.Context, organisation string) (int, error)
	// LiveInvitations returns how many invitations to an assessment hold at this
	// time, also those used as often as they may be.
	LiveInvitations(ctx context.Context, assessment string, at time.Time) (int, error)
	// Responses returns how many responses to an open assessment were started.
	Responses(ctx context.Context, assessment string) (int, error)
}

// roomForKey returns an error of kind Conflict when a principal has all the keys it may have.
func roomForKey(ctx context.Context, held Held, principal Principal, now time.Time) error {
	count, err := held.LiveKeys(ctx, principal, now)
	return quota(count, err, MaxLiveKeys, "refusal.most_keys")
}

func roomForAssessment(ctx context.Context, held Held, organisation string) error {
	count, err := held.OpenAssessments(ctx, organisation)
	return quota(count, err, MaxOpenAssessments, "refusal.most_assessments")
}

func roomForInvitation(ctx context.Context, held Held, assessment string, now time.Time) error {
	count, err := held.LiveInvitations(ctx, assessment, now)
	return quota(count, err, MaxLiveInvitations, "refusal.most_invitations")
}

func roomForResponses(ctx context.Context, held Held, assessment string, more int) error {
	count, err := held.Responses(ctx, assessment)
	if err == nil && count > MaxAssessmentResponses-more {
		return NoRoomFor(more)
	}
	return err
}

// NoRoomFor says that an assessment takes no so many more responses.
func NoRoomFor(more int) error {
	if more == 1 {
		return fault.Refuse(fault.Conflict, "refusal.most_responses", "most", MaxAssessmentResponses)
	}
	return &fault.Error{Kind: fault.Conflict, Detail: fmt.Sprintf("An assessment takes %d responses at most, and this one has no room for %d more.", MaxAssessmentResponses, more)}
}

func quota(count int, err error, most int, full string) error {
	if err == nil && count >= most {
		return fault.Refuse(fault.Conflict, full, "most", most)
	}
	return err
}
