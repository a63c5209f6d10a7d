package gormstore

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"os/exec"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/assessmentstest"
	"github.com/sevenrungs/sevenrungs/assessments/scoring"
	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// A holder keeps a PostgreSQL server from letting go of rows that were deleted, as
// another role than the service, which owns its database and may look no further.
type holder struct {
	attributes, belongsTo string // of that role
	hold                  func(t *testing.T, address, another string) (end func())
}

var holders = map[string]holder{
	"a snapshot": {"", "pg_read_all_data", func(t *testing.T, _, another string) func() {
		t.Helper()
		reader := connectTo(t, another)
		execOn(t, reader, "BEGIN ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM responses")
		return func() { execOn(t, reader, "ROLLBACK") }
	}},
	"a dump under way": {"", "pg_read_all_data", func(t *testing.T, address, another string) func() {
		t.Helper()
		lock := connectTo(t, databasetest.AsSuperuser(t, address))
		execOn(t, lock, "BEGIN", "LOCK TABLE periods")                                                 // which closing leaves alone
		dump := exec.CommandContext(t.Context(), "pg_dump", "--file", os.DevNull, "--dbname", another) //nolint:gosec // G204: the address is our own
		if err := dump.Start(); err != nil {
			t.Fatal(err)
		}
		until(t, lock, "SELECT count(*) > 0 FROM pg_locks WHERE NOT granted AND relation = 'periods'::regclass")
		return func() {
			execOn(t, lock, "ROLLBACK")
			if err := dump.Wait(); err != nil {
				t.Error(err)
			}
		}
	}},
	"a prepared transaction": {"", "pg_read_all_data", func(t *testing.T, _, another string) func() {
		t.Helper()
		other := connectTo(t, another)
		execOn(t, other, "BEGIN", "SELECT pg_current_xact_id()", "PREPARE TRANSACTION 'held'")
		return func() { execOn(t, other, "ROLLBACK PREPARED 'held'") }
	}},
}

func connectTo(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

func execOn(t *testing.T, conn *pgx.Conn, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if _, err := conn.Exec(context.WithoutCancel(t.Context()), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// until asks again and again until the answer is yes.
func until(t *testing.T, conn *pgx.Conn, question string) {
	t.Helper()
	const often = 20_000
	for yes, asked := false, 0; !yes; asked++ {
		if asked == often {
			t.Fatalf("it never came to this: %s", question)
		}
		if err := conn.QueryRow(t.Context(), question).Scan(&yes); err != nil {
			t.Fatal(err)
		}
	}
}

// inTheFiles tells whether a text stands in the files of responses: the table's own, that
// of long texts, and those of its indexes. The service's role may not read them.
func inTheFiles(t *testing.T, address, text string) (found bool) {
	t.Helper()
	const files = `SELECT coalesce(bool_or(position($1::bytea IN pg_read_binary_file(pg_relation_filepath(oid))) > 0), false) FROM pg_class
		WHERE oid = 'responses'::regclass OR oid = (SELECT reltoastrelid FROM pg_class WHERE oid = 'responses'::regclass)
		OR oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = 'responses'::regclass)`
	conn := connectTo(t, databasetest.AsSuperuser(t, address))
	execOn(t, conn, "CHECKPOINT") // which writes all down
	if err := conn.QueryRow(t.Context(), files, []byte(text)).Scan(&found); err != nil {
		t.Fatal(err)
	}
	return found
}

func TestNothingIsSaidToBeWipedThatTheServerHoldsOnTo(t *testing.T) {
	t.Parallel()
	for what, held := range holders {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			checkHeld(t, held)
		})
	}
}

// A standby tells the server what it still reads, and a slot keeps that in mind. It holds
// up every database of the server, so no other test may run beside this one.
func TestNothingIsSaidToBeWipedThatAStandbyHoldsOnTo(t *testing.T) { //nolint:paralleltest // as said above
	checkHeld(t, holder{"REPLICATION", "", func(t *testing.T, address, another string) func() {
		t.Helper()
		ask, standby := connectTo(t, address), replicate(t, another)
		var oldest uint32
		if err := ask.QueryRow(t.Context(), "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint % (1::bigint << 32)").Scan(&oldest); err != nil {
			t.Fatal(err)
		}
		feedback := binary.BigEndian.AppendUint64([]byte("h"), 0) // and no time
		for _, number := range []uint32{oldest, 0, 0, 0} {        // with its epoch, and nothing of the catalogue
			feedback = binary.BigEndian.AppendUint32(feedback, number)
		}
		standby.Frontend().Send(&pgproto3.CopyData{Data: feedback})
		if err := standby.Frontend().Flush(); err != nil {
			t.Fatal(err)
		}
		until(t, ask, "SELECT count(*) > 0 FROM pg_replication_slots WHERE xmin IS NOT NULL")
		_ = standby.Close(t.Context()) // what it told stays
		until(t, ask, "SELECT count(*) = 0 FROM pg_replication_slots WHERE active")
		return func() {
			execOn(t, connectTo(t, databasetest.AsSuperuser(t, address)), "SELECT pg_drop_replication_slot('held')")
		}
	}})
}

// replicate begins to follow the server's log, as a standby does.
func replicate(t *testing.T, address string) *pgconn.PgConn {
	t.Helper()
	config, err := pgconn.ParseConfig(address)
	if err != nil {
		t.Fatal(err)
	}
	config.RuntimeParams["replication"] = "true"
	conn, err := pgconn.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	answers, err := conn.Exec(t.Context(), "IDENTIFY_SYSTEM").ReadAll()
	if err == nil {
		_, err = conn.Exec(t.Context(), "CREATE_REPLICATION_SLOT held PHYSICAL RESERVE_WAL").ReadAll()
	}
	if err != nil {
		t.Fatal(err)
	}
	from := answers[0].Rows[0][2] // where the log ends
	conn.Frontend().Send(&pgproto3.Query{String: fmt.Sprintf("START_REPLICATION SLOT held PHYSICAL %s", from)})
	if err := conn.Frontend().Flush(); err != nil {
		t.Fatal(err)
	}
	for {
		message, err := conn.ReceiveMessage(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, streams := message.(*pgproto3.CopyBothResponse); streams {
			return conn
		}
	}
}

// checkHeld closes an assessment while the server holds on to what is deleted, and has
// that wiped when it no longer does.
func checkHeld(t *testing.T, by holder) {
	t.Helper()
	address := databasetest.OwnedPostgres(t)
	another := databasetest.AsAnother(t, address, by.attributes, by.belongsTo)
	inBubbleAt(t, address, func(t *testing.T, store *Store) { //nolint:thelper // the body of a test
		ctx, service := t.Context(), assessmentstest.Service(t, store, 1)
		a := assessmentstest.OpenAssessment(t, service)
		owner, text := assessmentstest.Owner(a.Organisation), assessmentstest.Answers(service, a, "2")
		const trace = "What somebody wrote, and nobody else did."
		text.Notes = map[string]string{firstQuestion(service, a): trace}
		assessmentstest.Enter(t, service, a, scoring.Lived, assessments.Submitted, text)
		if !inTheFiles(t, address, trace) {
			t.Fatal("the note is not in the files before, so that it proves nothing")
		}
		end := by.hold(t, address, another)
		closed, err := service.CloseAssessment(ctx, owner, a.ID)
		if err != nil || closed.State != assessments.Closed {
			t.Errorf("it is %s (%v), want closed", closed.State, err)
		}
		if !inTheFiles(t, address, trace) {
			t.Error("nothing held on to the note, so that it proves nothing")
		} else if !closed.WipedAt.IsZero() {
			t.Error("it says that the note is wiped, and it is in the files")
		}
		end()
		if err := service.Maintain(ctx); err != nil {
			t.Error(err)
		}
		if closed, err = service.Assessment(ctx, owner, a.ID); err != nil || closed.WipedAt.IsZero() {
			t.Errorf("with nothing in the way it is not wiped (%v)", err)
		}
		if inTheFiles(t, address, trace) {
			t.Error("the note is in the files after it was wiped")
		}
	})
}
