package gormstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"strings"

	"gorm.io/gorm"
)

// All who write to an SQLite file wait for one who deletes much. So the many answers to
// an assessment leave some at a time: with the end of the assessment they are nobody's
// to read any more, and then they are deleted in transactions of their own. A row of
// owed_wipes says that they are leaving, until they are gone. Who is stopped in between
// goes on when they start again.
//
// On PostgreSQL nobody waits for that. There an end has to delete in its own transaction:
// an answer that is being saved beside it is refused only because both change its row.

// leavingAtOnce is how many rows one transaction deletes. That takes an SQLite file a
// hundredth of a second.
const leavingAtOnce = 500

// end deletes the responses to an assessment and what was kept beside them, or lets them
// leave if they are many. It keeps keys as of then, if at all.
func (t tx) end(ctx context.Context, assessment string, keysAt millis) (owed bool, err error) {
	owing := owedWipe{AssessmentID: &assessment, KeysAt: keysAt}
	if owing.Leaving, err = t.areMany(ctx, assessment); err != nil {
		return false, err
	}
	if err := begin(ctx, t.db).Model(&responseCount{}).Where("assessment_id = ?", assessment).Update("responses", 0).Error; err != nil {
		return false, err
	}
	if err := t.forgetFacts(ctx, assessment); err != nil {
		return false, err
	}
	gone, err := t.forgetSpentKeys(ctx, assessment)
	if err == nil && !owing.Leaving {
		var deleted int
		deleted, err = t.deleteSome(ctx, &owing, -1)
		gone += deleted
	}
	if err != nil || gone == 0 && !owing.Leaving {
		return false, err
	}
	return true, t.oweWipe(ctx, &owing)
}

// areMany tells whether an assessment has more to delete than one transaction may.
func (t tx) areMany(ctx context.Context, assessment string) (bool, error) {
	if t.atOnce == 0 {
		return false, nil
	}
	responses, err := t.Responses(ctx, assessment)
	if err != nil || responses > t.atOnce {
		return err == nil, err
	}
	var more []string
	err = begin(ctx, t.db).Model(&replay{}).Where("assessment_id = ?", assessment).Offset(t.atOnce).Limit(1).Pluck("id", &more).Error
	return len(more) > 0, err
}

// readers are the responses up to an id whose keys are kept.
const readers = ` FROM responses WHERE assessment_id = ? AND id <= ? AND state <> 'withdrawn'
	AND (grant_id = '' OR grant_id IN (SELECT id FROM grants WHERE ` + holds + `))`

const keepKeys = "INSERT INTO result_readers (hash, assessment_id) SELECT hash, assessment_id" + readers +
	" UNION ALL SELECT next_hash, assessment_id" + readers + " AND next_hash <> '' ORDER BY hash"

// deleteSome deletes as many responses as are said, or all for -1, and as many replays. It
// returns how many there were.
func (t tx) deleteSome(ctx context.Context, of *owedWipe, atMost int) (deleted int, err error) {
	assessment, upTo := *of.AssessmentID, after
	if atMost > 0 {
		var last []string
		err := begin(ctx, t.db).Model(&response{}).Where("assessment_id = ?", assessment).Order("id").Offset(atMost-1).Limit(1).Pluck("id", &last).Error
		if err != nil {
			return 0, err
		}
		upTo = append(last, after)[0]
	}
	if of.KeysAt != nil {
		if err := begin(ctx, t.db).Exec(keepKeys, assessment, upTo, *of.KeysAt, assessment, upTo, *of.KeysAt).Error; err != nil {
			return 0, err
		}
	}
	deleted, err = changed(begin(ctx, t.db).Where("assessment_id = ? AND id <= ?", assessment, upTo).Delete(&response{}))
	if err != nil {
		return 0, err
	}
	replays := begin(ctx, t.db).Model(&replay{}).Select("id").Where("assessment_id = ?", assessment).Limit(atMost)
	answers, err := changed(begin(ctx, t.db).Where("id IN (?)", replays).Delete(&replay{}))
	return deleted + answers, err
}

// after is a text that comes after every id.
const after = "~"

// deleteLeaving deletes what is leaving, some at a time.
func (s *Store) deleteLeaving(ctx context.Context) error {
	for {
		leaving, err := find[owedWipe](begin(ctx, s.read()).Where("leaving").Limit(1))
		if err != nil || len(leaving) == 0 {
			return translate(err)
		}
		err = s.transact(ctx, sql.LevelSerializable, func(t tx) error {
			of := leaving[0]
			deleted, err := t.deleteSome(ctx, &of, cmp.Or(s.atOnce, leavingAtOnce))
			if err != nil || deleted > 0 {
				return err
			}
			return begin(ctx, t.db).Model(&of).Update("leaving", false).Error
		})
		if err != nil {
			return err
		}
	}
}

// unlessLeaving narrows a query by hand to what is not leaving, by the column of the
// assessment. Where nothing ever does, it costs nothing.
func unlessLeaving(db *gorm.DB, column string) string {
	if !onSQLite(db) {
		return ""
	}
	return " AND NOT EXISTS (SELECT 1 FROM owed_wipes WHERE leaving AND owed_wipes.assessment_id = " + column + ")"
}

// leavingKey finds the key of a response that is leaving: it reads the result already.
var leavingKey = `SELECT r.hash, r.next_hash, r.assessment_id FROM owed_wipes AS o JOIN responses AS r ON r.assessment_id = o.assessment_id
	WHERE o.leaving AND o.keys_at IS NOT NULL AND substr(o.assessment_id, 25) = ? AND r.state <> 'withdrawn'
	AND (r.grant_id = '' OR r.grant_id IN (SELECT id FROM grants WHERE ` + strings.ReplaceAll(holds, "?", "o.keys_at") + `))
	AND (r.hash >= ? AND r.hash < ? OR r.next_hash >= ? AND r.next_hash < ?) LIMIT 1`

// resultReaderAt returns who reads a result by the first part of a hash, or
// [gorm.ErrRecordNotFound].
func (v view) resultReaderAt(ctx context.Context, locator, label string) (resultReader, error) {
	end := label + "g" // which comes after all that begin so
	found, err := takeRow[resultReader](ctx, v.db, "assessment_id IN (SELECT id FROM assessments WHERE substr(id, 25) = ?) AND hash >= ? AND hash < ?",
		locator, label, end)
	if !errors.Is(err, gorm.ErrRecordNotFound) || !isText(locator, label) {
		return found, err
	}
	leaving, err := find[response](begin(ctx, v.db).Raw(leavingKey, locator, label, end, label, end))
	if err != nil {
		return resultReader{}, err
	}
	for _, r := range leaving {
		for _, hash := range []string{r.Hash, r.NextHash} {
			if strings.HasPrefix(hash, label) {
				return resultReader{hash, r.AssessmentID}, nil
			}
		}
	}
	return resultReader{}, gorm.ErrRecordNotFound
}
