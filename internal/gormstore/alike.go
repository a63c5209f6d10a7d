package gormstore

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// linkedIdentifiers goes from identifier to identifier as long as it finds new ones.
const linkedIdentifiers = `WITH RECURSIVE linked (canonical) AS (
	SELECT canonical FROM organisation_identifiers WHERE organisation_id = ?
	UNION SELECT beside.canonical FROM linked
		JOIN organisation_identifiers AS listed ON listed.canonical = linked.canonical
		JOIN organisations AS o ON o.id = listed.organisation_id AND o.verification <> 'rejected'
		JOIN organisation_identifiers AS beside ON beside.organisation_id = o.id
	) SELECT canonical FROM linked ORDER BY canonical`

// LinkedIdentifiers implements [assessments.Reader].
func (v view) LinkedIdentifiers(ctx context.Context, id string) (linked []string, err error) {
	if !isText(id) {
		return nil, nil
	}
	err = begin(ctx, v.db).Raw(linkedIdentifiers, id).Find(&linked).Error
	return linked, translate(err)
}

// VerifiedFor implements [assessments.Reader].
func (v view) VerifiedFor(ctx context.Context, canonical string) (string, error) {
	found, err := takeRow[organisationIdentifier](ctx, v.db, "canonical = ? AND verified", canonical)
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return "", nil
	}
	return found.OrganisationID, translate(err)
}

// identifiersAtOnce is how many identifiers are looked for at once.
const identifiersAtOnce = 500

// VerifiedLike implements [assessments.Reader].
func (v view) VerifiedLike(ctx context.Context, o assessments.Organisation, canonicals []string, most int) (alike []assessments.Organisation, err error) {
	if !isText(o.ID, o.Name) {
		return nil, nil
	}
	err = v.whole(ctx, func(v view) error {
		ids, err := v.namedLike(ctx, o, most)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(slices.DeleteFunc(slices.Clone(canonicals), isNoText), identifiersAtOnce) {
			var listed []string
			err := begin(ctx, v.db).Model(&organisationIdentifier{}).Where("verified AND canonical IN ?", some).Pluck("organisation_id", &listed).Error
			if err != nil {
				return err
			}
			ids = append(ids, listed...)
		}
		ids = slices.DeleteFunc(slices.Compact(slices.Sorted(slices.Values(ids))), func(id string) bool { return id == o.ID })
		for some := range slices.Chunk(ids, identifiersAtOnce) {
			found, err := all[organisation](ctx, v.db, "id", "id IN ?", some)
			if err != nil {
				return err
			}
			alike = append(alike, found...)
		}
		return v.identify(ctx, alike)
	})
	if err != nil {
		return nil, fmt.Errorf("read who is alike: %w", translate(err))
	}
	return alike, nil
}

// namedLike returns the ids of verified organisations that are called the same. The
// state is written out, as the index does that has their names.
func (v view) namedLike(ctx context.Context, o assessments.Organisation, most int) (ids []string, err error) {
	err = begin(ctx, v.db).Model(&organisation{}).Where("verification = 'verified' AND name_compared = ? AND id <> ?", register.FoldName(o.Name), o.ID).
		Order("id").Limit(most).Pluck("id", &ids).Error
	return ids, err
}

func isNoText(text string) bool { return !isText(text) }
