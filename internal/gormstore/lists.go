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

// A source is what the rows of a list are read from. Its tables are joined in the order
// in which they are named: the first has the index that gives the list its order. A
// CROSS JOIN is what keeps SQLite to that.
type source struct {
	tables string
	row    string // the table of them that is read
	id     string // the column with the ids in the order of which it comes
	time   string // the one with the times it comes by before that; "" for none
	condition
}

// narrowed is the source, narrowed some more. The other stays as it was.
func (s source) narrowed(where string, args ...any) source {
	s.args = slices.Clip(s.args)
	s.and(where, args...)
	return s
}

// page reads a page of a source. In a list that goes by time there is one bound: of
// two, SQLite would look the first up in its index and read on from there to the second.
func page[R row[T], T any](ctx context.Context, db *gorm.DB, from source, since time.Time, page access.Page) ([]T, error) {
	rows := begin(ctx, db).Table(from.tables).Select(from.row+".*").Where(from.where, from.args...).Limit(page.Limit)
	if from.time == "" {
		return inOrderOfIDs[R](rows, from.id, page, from.args)
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
	return inOrderOfIDs[R](begin(ctx, db).Where(where, args...).Limit(page.Limit), "id", page, args)
}

// inOrderOfIDs reads a page of rows that were looked for with these arguments.
func inOrderOfIDs[R row[T], T any](rows *gorm.DB, id string, page access.Page, args []any) ([]T, error) {
	if !isText(append(slices.Clip(args), page.After)...) {
		return nil, nil
	}
	switch {
	case !page.Newest:
		rows = rows.Where(id+" > ?", page.After).Order(id)
	case page.After != "":
		rows = rows.Where(id+" < ?", page.After).Order(id + " DESC")
	default:
		rows = rows.Order(id + " DESC")
	}
	return found(find[R](rows))
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
	switch {
	case scope.All:
		return source{"organisations AS o", "o", "o.id", "", condition{where: "TRUE"}}
	case scope.Partner != "":
		return source{
			"partner_organisations AS p CROSS JOIN organisations AS o", "o", "p.organisation_id", "",
			condition{"o.id = p.organisation_id AND " + actsFor, []any{scope.Partner, scope.At.UnixMilli()}},
		}
	}
	return source{"organisations AS o", "o", "o.id", "", condition{"o.id = ?", []any{scope.Organisation}}}
}

// assessmentsIn are the assessments of organisations in a scope: of all of them, or of
// one.
func assessmentsIn(scope assessments.Scope, organisation string) source {
	plain := source{"assessments AS a", "a", "a.id", "", condition{where: "TRUE"}}
	switch {
	case organisation != "" && scope.Partner != "":
		plain.and("a.organisation_id = ? AND EXISTS (SELECT 1 FROM partner_organisations AS p WHERE p.organisation_id = ? AND "+actsFor+")",
			organisation, organisation, scope.Partner, scope.At.UnixMilli())
	case scope.Partner != "":
		return source{
			"partner_assessments AS p CROSS JOIN assessments AS a", "a", "p.assessment_id", "",
			condition{"a.id = p.assessment_id AND " + actsFor, []any{scope.Partner, scope.At.UnixMilli()}},
		}
	case organisation != "" && (scope.All || scope.Organisation == organisation):
		plain.and("a.organisation_id = ?", organisation)
	case organisation != "":
		plain.and("FALSE")
	case !scope.All:
		plain.and("a.organisation_id = ?", scope.Organisation)
	}
	return plain
}

// narrows names a column in the table whose index gives a list its order: what a
// partner's list is narrowed by stands there once more.
func (s source) narrows(column string) string {
	table, _, _ := strings.Cut(s.id, ".")
	return table + "." + column
}
