package gormstore

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// event is a row of events.
type event struct {
	Seq            int64 `gorm:"primaryKey"`
	ReaderRole     string
	ReaderID       string
	ID             string
	Type           string
	HappenedAt     int64
	OrganisationID *string
	SubjectKind    string
	SubjectID      string
	SubjectOf      string
}

// eventTurn is a row of event_turns.
type eventTurn struct {
	OrganisationID string `gorm:"primaryKey"`
	Turns          int64
}

func (e event) domain() events.Event {
	return events.Event{
		ID: e.ID, Type: events.Type(e.Type), Time: time.UnixMilli(e.HappenedAt).UTC(), Organisation: orEmpty(e.OrganisationID),
		Subject: events.Subject{Kind: events.Kind(e.SubjectKind), ID: e.SubjectID, Of: e.SubjectOf},
	}
}

func eventRow(t *events.Told) event {
	return event{
		ReaderRole: string(t.Feed.Role), ReaderID: t.Feed.ID, ID: t.ID, Type: string(t.Type), HappenedAt: t.Time.UnixMilli(),
		OrganisationID: orNull(t.Organisation), SubjectKind: string(t.Subject.Kind), SubjectID: t.Subject.ID, SubjectOf: t.Subject.Of,
	}
}

// Events returns the way in to the same database for what happened.
func (s *Store) Events() events.Store { return heard{s.view} }

// heard is an [events.Store]: a Store, seen through the door that its events have.
type heard struct{ view }

// Snapshot implements [events.Store].
func (h heard) Snapshot(ctx context.Context, fn func(events.Reader) error) error {
	return h.whole(ctx, func(v view) error { return fn(v) })
}

// inFeed is true of what a reader or everybody is told.
func inFeed(feed events.Feed) *condition {
	return &condition{"(reader_role = ? AND reader_id = ? OR reader_role = '' AND reader_id = '')", []any{string(feed.Role), feed.ID}}
}

// everybody is told what stands in this feed.
var everybody events.Feed

// told reads what a reader and what everybody is told, each by itself: see [merged].
// It comes in the order of numbers, or with the newest first.
func (v view) told(ctx context.Context, feed events.Feed, newest bool, limit int, where string, args ...any) ([]event, error) {
	if !isText(feed.ID) {
		return nil, nil
	}
	pages := make([][]event, 2)
	for i, of := range []events.Feed{feed, everybody} {
		wanted := &condition{"reader_role = ? AND reader_id = ?", []any{string(of.Role), of.ID}}
		wanted.and(where, args...)
		var err error
		rows := begin(ctx, v.db).Where(wanted.where, wanted.args...).Order(clause.OrderByColumn{Column: clause.Column{Name: "seq"}, Desc: newest}).Limit(limit)
		if pages[i], err = find[event](rows); err != nil {
			return nil, err
		}
	}
	return merged(limit, func(a, b event) int {
		if newest {
			a, b = b, a
		}
		return cmp.Compare(a.Seq, b.Seq)
	}, pages...), nil
}

// Events implements [events.Reader].
func (v view) Events(ctx context.Context, feed events.Feed, after events.Place, limit int) (list []events.Event, err error) {
	err = v.whole(ctx, func(v view) error {
		wanted, err := v.afterPlace(ctx, feed, after)
		if err != nil {
			return err
		}
		list, err = found(v.told(ctx, feed, false, limit, wanted.where, wanted.args...))
		return err
	})
	return list, translate(err)
}

// afterPlace is true of what comes after a place. Once the event there is gone, that goes by
// its time.
func (v view) afterPlace(ctx context.Context, feed events.Feed, after events.Place) (condition, error) {
	if after.ID != "" {
		known := inFeed(feed)
		known.and("id = ?", after.ID)
		last, err := takeRow[event](ctx, v.db, known.where, known.args...)
		if !errors.Is(err, gorm.ErrRecordNotFound) {
			return condition{"seq > ?", []any{last.Seq}}, err
		}
	}
	if after.At.IsZero() {
		return condition{where: "TRUE"}, nil
	}
	return condition{"happened_at >= ?", []any{after.Since().UnixMilli()}}, nil
}

// Newest implements [events.Reader].
func (v view) Newest(ctx context.Context, feed events.Feed) (id string, err error) {
	err = v.whole(ctx, func(v view) error {
		rows, err := v.told(ctx, feed, true, 1, "TRUE")
		if len(rows) > 0 {
			id = rows[0].ID
		}
		return err
	})
	return id, translate(err)
}

// PartnersOf implements [events.Audience].
func (v view) PartnersOf(ctx context.Context, organisation string, at time.Time) (ids []string, err error) {
	err = begin(ctx, v.db).Model(&grant{}).Where("organisation_id = ? AND "+holds, organisation, at.UnixMilli()).
		Order("partner_id").Distinct().Pluck("partner_id", &ids).Error
	return ids, translate(err)
}

// namedShare is a share by name with what its programme can show.
type namedShare struct{ ID, ProgrammeID, FunderID, Instrument, Series, Scope string }

func (s namedShare) domain() events.NamedShare {
	return events.NamedShare{
		ID: s.ID, Programme: s.ProgrammeID, Funder: s.FunderID,
		Measure: events.Measure{Instrument: s.Instrument, Series: s.Series, Scope: instrument.Scope(s.Scope)},
	}
}

// SharedByName implements [events.Audience].
func (v view) SharedByName(ctx context.Context, organisation string, at time.Time) ([]events.NamedShare, error) {
	return found(find[namedShare](begin(ctx, v.db).Raw(`SELECT s.id, s.programme_id, p.funder_id, p.instrument, p.series, p.scope
		FROM shares AS s JOIN programmes AS p ON p.id = s.programme_id LEFT JOIN share_withdrawals AS w ON w.share_id = s.id
		WHERE s.organisation_id = ? AND s.purpose = 'named' AND `+inForce+" ORDER BY s.id", organisation, at.UnixMilli())))
}

// Told implements [events.Audience].
func (v view) Told(ctx context.Context, organisation string) ([]events.Feed, error) {
	rows, err := find[event](begin(ctx, v.db).Distinct("reader_role", "reader_id").Where("organisation_id = ?", organisation))
	feeds := make([]events.Feed, len(rows))
	for i, r := range rows {
		feeds[i] = events.Feed{Role: access.Role(r.ReaderRole), ID: r.ReaderID}
	}
	return feeds, translate(err)
}

// Tell implements [events.Writer].
func (t tx) Tell(_ context.Context, told []events.Told) error {
	*t.told = append(*t.told, told...)
	return nil
}

// EndView implements [events.Writer].
func (t tx) EndView(ctx context.Context, feed events.Feed, organisation string) error {
	return begin(ctx, t.db).Where("reader_role = ? AND reader_id = ? AND organisation_id = ?", string(feed.Role), feed.ID, organisation).Delete(&event{}).Error
}

// Untell implements [events.Writer].
func (t tx) Untell(ctx context.Context, organisation string) error {
	return begin(ctx, t.db).Where("organisation_id = ?", organisation).Delete(&event{}).Error
}

// DropEvents implements [events.Keeper].
func (t tx) DropEvents(ctx context.Context, before time.Time) error {
	return begin(ctx, t.db).Where("happened_at < ?", before.UnixMilli()).Delete(&event{}).Error
}

// DropFeed implements [events.Keeper].
func (t tx) DropFeed(ctx context.Context, feed events.Feed) error {
	return begin(ctx, t.db).Where("reader_role = ? AND reader_id = ?", string(feed.Role), feed.ID).Delete(&event{}).Error
}

// toldAtOnce is how many events one statement writes. More take no less time.
const toldAtOnce = 100

// numberTold writes down what was told, when all else is written. The numbers must
// grow in the order of commits, or a reader could pass one by that commits later.
// So from the first number to the commit nobody else takes one.
func (t tx) numberTold(ctx context.Context, take func(db *gorm.DB, organisations []string) error) error {
	if len(*t.told) == 0 {
		return nil
	}
	rows := make([]event, len(*t.told))
	var about []string
	for i := range rows {
		told := &(*t.told)[i]
		rows[i] = eventRow(told)
		if told.Organisation != "" {
			about = append(about, told.Organisation)
		}
	}
	slices.Sort(about)
	if err := take(begin(ctx, t.db), slices.Compact(about)); err != nil {
		return err
	}
	return begin(ctx, t.db).Omit("Seq").CreateInBatches(&rows, toldAtOnce).Error
}

// takeTurn sees to it that those who tell come one after the other. What one tells
// of an organisation goes by who may see it, and what it told the newcomers goes by
// what there was. So of two who tell of the same one at once, the later one starts
// again, at every level: see docs/adr/0023.
func (p *postgresServer) takeTurn(db *gorm.DB, organisations []string) error {
	if err := countTurns(db, organisations); err != nil {
		return err
	}
	return db.Exec("SELECT set_config('lock_timeout', ?, true), pg_advisory_xact_lock(?)", strconv.FormatInt(turnWithin.Milliseconds(), 10), eventNumbers).Error
}

func countTurns(db *gorm.DB, organisations []string) error {
	for _, id := range organisations {
		err := db.Exec("INSERT INTO event_turns VALUES (?, 1) ON CONFLICT (organisation_id) DO UPDATE SET turns = event_turns.turns + 1", id).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// eventNumbers names the lock that is held from a number to its commit.
const eventNumbers = 0x52554e47

// takeTurn has nothing to do: one writes at a time.
func (f *sqliteFile) takeTurn(*gorm.DB, []string) error { return nil }
