package gormstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
)

// A batch is what is written in one transaction: so many rows at most, or about so
// many bytes.
const (
	batchRows  = 5000
	batchBytes = 4 << 20
)

// copyTo copies the rows of a table that the target does not have, in the order of
// its key: those that are there are the first ones.
func (s *side) copyTo(ctx context.Context, target *side, t table, batch int, tell func(Moved)) error {
	done := Moved{Table: t.name, Step: Copying}
	var err error
	if done.Rows, err = target.size(ctx, t); err != nil {
		return err
	}
	if done.Of, err = s.size(ctx, t); err != nil {
		return err
	}
	last, err := target.lastKey(ctx, t)
	if err != nil {
		return err
	}
	rows, err := s.read(ctx, t, last)
	if err != nil {
		return err
	}
	err = target.take(ctx, t, rows, batch, func(taken int) {
		done.Rows += int64(taken)
		tell(done)
	})
	if err := errors.Join(rows.end(), err); err != nil || t.counted == "" {
		return err
	}
	counted, err := s.counted(ctx, t)
	if err != nil {
		return err
	}
	return target.countUp(ctx, t, counted)
}

func (s *side) size(ctx context.Context, t table) (size int64, err error) {
	err = s.conn.QueryRowContext(ctx, "SELECT count(*) FROM "+quoted(t.name)).Scan(&size)
	return size, err
}

func (s *side) holdsRows(ctx context.Context, t table) (holds bool, err error) {
	err = s.conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM "+quoted(t.name)+")").Scan(&holds)
	return holds, err
}

// lastKey returns the last key of a table; nil for none.
func (s *side) lastKey(ctx context.Context, t table) (key []any, err error) {
	query := "SELECT " + quotedAll(t.key) + " FROM " + quoted(t.name) + " ORDER BY " + strings.Join(quotedEach(t.key, " DESC"), ", ") + " LIMIT 1" //nolint:gosec // G202: names of our own tables
	found, err := s.conn.QueryContext(ctx, query)                                                                                                  //nolint:rowserrcheck // end does
	if err != nil {
		return nil, err
	}
	rows := &rowsOf{rows: found, n: len(t.key)}
	key, _ = rows.next()
	return key, rows.end()
}

// take writes rows, and tells of each batch and of the end.
func (s *side) take(ctx context.Context, t table, rows *rowsOf, most int, tell func(taken int)) error {
	var batch [][]any
	size := 0
	for row := range rows.all {
		if len(batch) == most || size >= batchBytes {
			if err := s.write(ctx, t, batch); err != nil {
				return err
			}
			tell(len(batch))
			batch, size = batch[:0], 0
		}
		batch, size = append(batch, row), size+weightOf(row)
	}
	if err := s.write(ctx, t, batch); err != nil {
		return err
	}
	tell(len(batch))
	return nil
}

func weightOf(row []any) (size int) {
	for _, value := range row {
		switch is := value.(type) {
		case string:
			size += len(is)
		case []byte:
			size += len(is)
		}
	}
	return size
}

// write writes a batch: all of it, or nothing.
func (s *side) write(ctx context.Context, t table, batch [][]any) error {
	tx, err := s.conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for most := s.kind.most / len(t.columns); len(batch) > 0; {
		n := min(most, len(batch))
		query, values := s.insertion(t, batch[:n])
		if _, err := tx.ExecContext(ctx, query, values...); err != nil { //nolint:gosec // G701: names of our own tables
			return errors.Join(err, tx.Rollback())
		}
		batch = batch[n:]
	}
	return tx.Commit()
}

func (s *side) insertion(t table, rows [][]any) (query string, values []any) {
	var text strings.Builder
	text.WriteString("INSERT INTO " + quoted(t.name) + " (" + quotedAll(t.columns) + ")" + s.kind.insert + " VALUES ")
	for i, row := range rows {
		if i > 0 {
			text.WriteString(", ")
		}
		text.WriteString(s.kind.values(len(values)+1, len(row)))
		for j, value := range row {
			if is, number := value.(int64); number && t.truths[j] && s.kind.numbered {
				value = is != 0
			}
			values = append(values, value)
		}
	}
	return text.String(), values
}

// compareWith returns an error unless both sides have the same rows, and have counted
// as far.
func (s *side) compareWith(ctx context.Context, target *side, t table, tell func(Moved)) error {
	done := Moved{Table: t.name, Step: Comparing}
	var err error
	if done.Of, err = s.size(ctx, t); err != nil {
		return err
	}
	ours, err := s.read(ctx, t, nil)
	if err != nil {
		return err
	}
	theirs, err := target.read(ctx, t, nil)
	if err != nil {
		return errors.Join(err, ours.end())
	}
	err = compare(ours, theirs, func() {
		if done.Rows++; done.Rows%batchRows == 0 && done.Rows < done.Of {
			tell(done)
		}
	})
	if err := errors.Join(ours.end(), theirs.end(), err); err != nil {
		return err
	}
	tell(done)
	return s.compareCounted(ctx, target, t)
}

// errDiffers says that both sides are not the same.
var errDiffers = errors.New("both do not hold the same. The first was written to after the copy began. Begin again with an empty database")

func compare(ours, theirs *rowsOf, same func()) error {
	for row := range ours.all {
		other, more := theirs.next()
		if !more || !equal(row, other) {
			return errors.Join(theirs.err, errDiffers)
		}
		same()
	}
	if _, more := theirs.next(); more {
		return errDiffers
	}
	return nil
}

// equal says whether two rows are the same. Values of a row are numbers, texts, bytes
// or nothing.
func equal(row, other []any) bool {
	for i := range row {
		ours, isBytes := row[i].([]byte)
		if !isBytes {
			if _, alsoBytes := other[i].([]byte); alsoBytes || row[i] != other[i] {
				return false
			}
			continue
		}
		if theirs, alsoBytes := other[i].([]byte); !alsoBytes || !bytes.Equal(ours, theirs) {
			return false
		}
	}
	return true
}

func (s *side) compareCounted(ctx context.Context, target *side, t table) error {
	if t.counted == "" {
		return nil
	}
	ours, err := s.counted(ctx, t)
	if err != nil {
		return err
	}
	theirs, err := target.counted(ctx, t)
	if err == nil && ours != theirs {
		err = fmt.Errorf("%w (counted to %d, and to %d)", errDiffers, ours, theirs)
	}
	return err
}
