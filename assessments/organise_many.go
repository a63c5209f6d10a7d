package assessments

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// MaxOrganisations is how many organisations are made at once.
const MaxOrganisations = 300

// MadeRow is an organisation that was made of a row of a file.
type MadeRow struct {
	Row int
	Organisation
}

// CreateOrganisations makes all organisations of a file, or none of them, as
// [Service.CreateOrganisation] makes one. A caller's own reference may stand there
// once, and not in what the caller may see already: whoever sends a file twice by
// mistake is told. When it is only to check, nothing is made and once counts for
// nothing.
func (s *Service) CreateOrganisations(ctx context.Context, caller access.Caller, read Rows[ProfileInput], onlyCheck bool, once *access.IdempotencyKey[[]MadeRow]) ([]MadeRow, error) {
	made, err := s.readOrganisations(read)
	if err != nil {
		return nil, err
	}
	if onlyCheck {
		return made, s.checkReferences(ctx, s.Store, caller, made)
	}
	grants := make([]Grant, len(made))
	for i := range made {
		grants[i] = Grant{ID: s.NewID(), Organisation: made[i].ID, Partner: caller.PrincipalID, MadeBy: access.PartnerRole, CreatedAt: made[i].CreatedAt}
	}
	return create(ctx, s, once, "", func(tx Tx) ([]MadeRow, error) {
		if err := s.checkReferences(ctx, tx, caller, made); err != nil {
			return nil, err
		}
		for i := range made {
			if err := tx.AddOrganisation(ctx, made[i].Organisation); err != nil {
				return nil, err
			}
			if err := s.tellOrganisation(ctx, tx, Organisation{}, made[i].Organisation); err != nil {
				return nil, err
			}
			if !caller.Is(access.PartnerRole) {
				continue
			}
			if err := s.addGrant(ctx, tx, grants[i]); err != nil {
				return nil, err
			}
		}
		return made, nil
	})
}

// readOrganisations reads a file, and names all that is wrong with it.
func (s *Service) readOrganisations(read Rows[ProfileInput]) (made []MadeRow, err error) {
	var faults fault.List
	first := map[string]int{} // the row of each reference
	for row, in := range read(&faults) {
		var wrong fault.List
		profile := in.checked(&wrong)
		if before := first[profile.ExternalID]; before > 0 {
			wrong.Add(fault.At("external_id"), "Row %d has the same reference. Give each row its own.", before)
		} else if profile.ExternalID != "" {
			first[profile.ExternalID] = row
		}
		faults.Join(fault.At("rows", row), &wrong)
		if faults.Count == 0 {
			made = append(made, MadeRow{row, s.unverified(profile)})
		}
	}
	if faults.Count == 0 && len(made) == 0 {
		faults.Add(fault.At("rows"), "There is not one organisation in this file.")
	}
	return made, faults.Err()
}

// checkReferences names the rows whose references the caller has given before.
func (s *Service) checkReferences(ctx context.Context, r Reader, caller access.Caller, made []MadeRow) error {
	references := make([]string, 0, len(made))
	for i := range made {
		if reference := made[i].ExternalID; reference != "" {
			references = append(references, reference)
		}
	}
	before, err := r.Referred(ctx, s.scopeOf(caller), references)
	if err != nil {
		return err
	}
	var faults fault.List
	for i := range made {
		if id, found := before[made[i].ExternalID]; found {
			faults.Add(fault.At("rows", made[i].Row, "external_id"), "You gave this reference to %s before. Take that row out, or give it another.", id)
		}
	}
	return faults.Err()
}
