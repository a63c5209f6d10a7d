package assessments

import (
	"context"
	"slices"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// Decided is an organisation as the operator decided on it, with what to look at.
type Decided struct {
	Organisation
	Alike []Alike // of one that is verified
}

// Alike is another verified organisation that may be the same one.
type Alike struct {
	Organisation
	Why Likeness
}

// Likeness says why two organisations may be one.
type Likeness string

// The likenesses.
const (
	SameIdentifier   Likeness = "same_identifier"
	LinkedIdentifier Likeness = "linked_identifier" // somebody lists one of either, or they hang together by several steps
	SameName         Likeness = "same_name"
)

// likenesses are all of them, the closest first.
var likenesses = []Likeness{SameIdentifier, LinkedIdentifier, SameName}

// MaxAlike is how many organisations are named at most.
const MaxAlike = 100

// Alike returns the other verified organisations that one may be, to be looked at
// before it is decided on.
func (s *Service) Alike(ctx context.Context, o Organisation) ([]Alike, error) {
	return access.Within(ctx, s.Store.Snapshot, func(r Reader) ([]Alike, error) { return alikeTo(ctx, r, o) })
}

// alikeTo returns the other verified organisations that may be this one, the closest
// first. A body with two numbers, as a charity and as a company, that lists one here
// and the other there is found when anybody lists both, or by its name.
func alikeTo(ctx context.Context, r Reader, o Organisation) ([]Alike, error) {
	linked, err := r.LinkedIdentifiers(ctx, o.ID)
	if err != nil {
		return nil, err
	}
	sought := slices.Clone(linked)
	for _, identifier := range o.Identifiers {
		sought = append(sought, identifier.Canonical)
	}
	others, err := r.VerifiedLike(ctx, o, sought, MaxAlike)
	if err != nil {
		return nil, err
	}
	var alike []Alike
	for _, other := range others {
		if why := likenessOf(&o, &other, linked); why != "" {
			alike = append(alike, Alike{other, why})
		}
	}
	slices.SortStableFunc(alike, func(a, b Alike) int { return slices.Index(likenesses, a.Why) - slices.Index(likenesses, b.Why) })
	return alike[:min(len(alike), MaxAlike)], nil
}

// likenessOf returns how close another organisation is to one whose identifiers are
// linked to these; "" for not at all.
func likenessOf(o, other *Organisation, linked []string) Likeness {
	has := func(canonicals func(string) bool) bool {
		return slices.ContainsFunc(other.Identifiers, func(i register.Identifier) bool { return canonicals(i.Canonical) })
	}
	own := func(canonical string) bool {
		return slices.ContainsFunc(o.Identifiers, func(i register.Identifier) bool { return i.Canonical == canonical })
	}
	switch {
	case has(own):
		return SameIdentifier
	case has(func(canonical string) bool { return slices.Contains(linked, canonical) }):
		return LinkedIdentifier
	case register.FoldName(other.Name) == register.FoldName(o.Name):
		return SameName
	}
	return ""
}
