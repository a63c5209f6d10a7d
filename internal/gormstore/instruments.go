package gormstore

import (
	"context"
	"fmt"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
)

// instrumentVersion is a row of instrument_versions.
type instrumentVersion struct {
	ID          string `gorm:"primaryKey"`
	Version     string `gorm:"primaryKey"`
	Digest      string
	FirstSeenAt int64 // milliseconds since 1970, UTC
}

// PinInstrument implements [assessments.Store]. A row never changes once it is
// there, so whoever loses a race to write it still reads the one that counts.
func (s *Store) PinInstrument(ctx context.Context, id, version, digest string) error {
	pinned, err := access.Within(ctx, s.write, func(tx *gorm.DB) (instrumentVersion, error) {
		row := instrumentVersion{ID: id, Version: version, Digest: digest, FirstSeenAt: s.now().UnixMilli()}
		if err := begin(ctx, tx).Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
			return instrumentVersion{}, err
		}
		return takeRow[instrumentVersion](ctx, tx, "id = ? AND version = ?", id, version)
	})
	if err != nil {
		return fmt.Errorf("pin instrument %s %s: %w", id, version, err)
	}
	if pinned.Digest != digest {
		return &fault.Error{
			Kind: fault.Conflict,
			Detail: fmt.Sprintf("Instrument %s version %s was first used here with other content. "+
				"A published version never changes: give changed content a new version.", id, version),
		}
	}
	return nil
}
