package gormstore

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// A source is what the rows of a list are read from: a table with an index that has them
// in the order of the list, and others that are joined to it.
type source struct {
	first  string // that table, with the name it goes by
	index  string // SQLite keeps no count of what is in its tables, and chooses badly; "" for the primary key
	joined string // the others, each after a CROSS JOIN, which keeps SQLite to this order
	row    string // the table of them that is read
	id     string // the column with the ids in the order of which it comes
	time   string // the one with the times it comes by before that; "" for none
	condition
}

// narrowed is the source, narrowed some more. The other stays as it was.
func (s *source) narrowed(where string, args ...any) source {
	one := *s
	one.args = slices.Clip(one.args)
	one.and(where, args...)
	return one
}

// rows begins a statement that reads them.
func (s *source) rows(ctx context.Context, db *gorm.DB, columns ...string) *gorm.DB {
	tables := s.first
	if s.index != "" && onSQLite(db) {
		tables += " INDEXED BY " + s.index
	}
	return begin(ctx, db).Table(tables+s.joined).Select(columns).Where(s.where, s.args...)
}

// pageOf reads a page of a source. In a list that goes by time there is one bound: of
// two, SQLite would look the first up in its index and read on from there to the second.
func pageOf[R row[T], T any](ctx context.Context, db *gorm.DB, from source, since time.Time, page access.Page) ([]T, error) {
	rows := from.rows(ctx, db, from.row+".*").Limit(page.Limit)
	if from.time == "" {
		return inOrderOfIDs[R](rows, page, from.args, from.id, from.row+".id")
	}
	after, id, ok := page.Place()
	if !ok || !isText(append(slices.Clip(from.args), id)...) {
		return nil, nil
	}
	if first := since.UnixMilli(); after < first {
		after, id = first, "" // which is before every id
	}
	return found(find[R](rows.Where("("+from.time+", "+from.id+") > (?, ?)", after, id).Order(from.time + ", " + from.id)))
}

// list returns a page of what the condition finds, in the order of ids.
func list[R row[T], T any](ctx context.Context, db *gorm.DB, page access.Page, where string, args ...any) ([]T, error) {
	return inOrderOfIDs[R](begin(ctx, db).Where(where, args...).Limit(page.Limit), page, args, "id")
}

// inOrderOfIDs reads a page of rows that were looked for with these arguments, in the order
// of the first of some columns. The others hold the same ids, in what is joined to it:
// PostgreSQL may go through both in that order, and would begin in those at their very
// first row.
func inOrderOfIDs[R row[T], T any](rows *gorm.DB, page access.Page, args []any, ids ...string) ([]T, error) {
	if !isText(append(slices.Clip(args), page.After)...) {
		return nil, nil
	}
	order, behind := ids[0], " > ?"
	if page.Newest {
		order, behind = ids[0]+" DESC", " < ?"
	}
	if page.After != "" || !page.Newest {
		for _, id := range slices.Compact(ids) {
			rows = rows.Where(id+behind, page.After)
		}
	}
	return found(find[R](rows.Order(order)))
}

// merged makes a page of some pages that each come in an order. Neither database makes
// a page of rows of several kinds from its indexes alone: each would read all of them
// first, to sort them.
func merged[T any](limit int, compare func(a, b T) int, pages ...[]T) []T {
	all := slices.Concat(pages...)
	slices.SortStableFunc(all, compare)
	return all[:min(len(all), limit)]
}

// forEver is until when something holds that has no end.
const forEver = math.MaxInt64

// actsFor is true of what a partner may see at a time. It takes the partner and the
// time.
const actsFor = "p.partner_id = ? AND p.until > ?"

// organisationsIn are the organisations in a scope.
func organisationsIn(scope assessments.Scope) source {
	from := source{first: "organisations AS o", row: "o", id: "o.id", condition: condition{where: "TRUE"}}
	switch {
	case scope.Partner != "":
		from.first, from.joined, from.id = "partner_organisations AS p", " CROSS JOIN organisations AS o", "p.organisation_id"
		from.and("o.id = p.organisation_id AND "+actsFor, scope.Partner, scope.At.UnixMilli())
	case !scope.All:
		from.and("o.id = ?", scope.Organisation)
	}
	return from
}

// assessmentsIn are the assessments of organisations in a scope: of all of them, or of
// one.
func assessmentsIn(scope assessments.Scope, organisation string) source {
	from := source{first: "assessments AS a", row: "a", id: "a.id", condition: condition{where: "TRUE"}}
	switch {
	case organisation == "" && scope.Partner != "":
		from.first, from.joined, from.id = "partner_assessments AS p", " CROSS JOIN assessments AS a", "p.assessment_id"
		from.and("a.id = p.assessment_id AND "+actsFor, scope.Partner, scope.At.UnixMilli())
		return from
	case scope.Partner != "":
		from.and("EXISTS (SELECT 1 FROM partner_organisations AS p WHERE p.organisation_id = ? AND "+actsFor+")", organisation, scope.Partner, scope.At.UnixMilli())
	case organisation == "":
		organisation = scope.Organisation
	case !scope.All && organisation != scope.Organisation:
		from.and("FALSE")
	}
	if organisation != "" || !scope.All {
		from.and("a.organisation_id = ?", organisation)
	}
	return from
}

// narrows names a column in the first table: what a partner's list is narrowed by stands
// there once more.
func (s *source) narrows(column string) string {
	table, _, _ := strings.Cut(s.id, ".")
	return table + "." + column
}

// by goes through the index of the first table that is named so.
func (s *source) by(index string) {
	table, _, _ := strings.Cut(s.first, " ")
	s.index = table + "_" + index
}

// byTimeToo goes through the index that is named so. In a list that goes by time it is
// the one that has the times as well.
func (s *source) byTimeToo(index string) {
	if s.time != "" {
		index += "_updated"
	}
	s.by(index)
}
