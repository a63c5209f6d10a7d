package comparisons

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// Declared is a programme as its funder and the operator see it.
type Declared struct {
	Programme

	// For the operator alone: whose it is, and other funders that may be the same
	// one. At most one of a funder's programmes counts an organisation, which one
	// with two accounts could get around.
	By    *Funder
	Alike []AlikeFunder
}

// AlikeFunder is a funder that may be the same as another.
type AlikeFunder struct {
	Funder
	SameName    bool
	SameContact bool
}

// alikeTo returns the others among funders that may be this one.
func alikeTo(f *Funder, funders []Funder) []AlikeFunder {
	var alike []AlikeFunder
	for _, other := range funders {
		found := AlikeFunder{
			Funder: other, SameName: register.FoldName(other.Name) == register.FoldName(f.Name),
			SameContact: f.Contact != "" && register.FoldContact(other.Contact) == register.FoldContact(f.Contact),
		}
		if other.ID != f.ID && (found.SameName || found.SameContact) {
			alike = append(alike, found)
		}
	}
	return alike
}

// declared returns programmes as the caller sees them.
func declared(ctx context.Context, r Reader, caller access.Caller, programmes []Programme) ([]Declared, error) {
	all := make([]Declared, len(programmes))
	for i := range programmes {
		all[i].Programme = programmes[i]
		if caller.ReadOnly {
			all[i].JoinCode = ""
		}
	}
	if !caller.Is(access.OperatorRole) {
		return all, nil
	}
	funders, err := r.Funders(ctx)
	if err != nil {
		return nil, err
	}
	known := make(map[string]*Funder, len(funders))
	for i := range funders {
		known[funders[i].ID] = &funders[i]
	}
	for i := range all {
		if all[i].By = known[all[i].Funder]; all[i].By != nil {
			all[i].Alike = alikeTo(all[i].By, funders)
		}
	}
	return all, nil
}
