package cli_test

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// putOff are tables to which a server puts off the first writes.
var putOff = []string{"organisations", "shares", "results"}

// puttingOff has a server put these off: what counts them is not undone with them.
func puttingOff() []string {
	statements := []string{`CREATE FUNCTION put_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF nextval('to_' || TG_TABLE_NAME) <= 5 THEN RAISE EXCEPTION 'made for a test' USING ERRCODE = '55P03'; END IF;
		RETURN NEW;
	END $$`}
	for _, table := range putOff {
		statements = append(statements, "CREATE SEQUENCE to_"+table, "CREATE TRIGGER put_off BEFORE INSERT ON "+table+" FOR EACH ROW EXECUTE FUNCTION put_off()")
	}
	return statements
}

// wasPutOff fails unless it was, and leaves nothing of it.
func wasPutOff() []string {
	statements := []string{"DROP FUNCTION put_off CASCADE"}
	for _, table := range putOff {
		statements = append(statements, "SELECT 1 / (last_value / 6) FROM to_"+table, "DROP SEQUENCE to_"+table)
	}
	return statements
}

// Who is told to come back does. A command that does not would leave the demonstration half
// full on a machine that is busy.
func TestTheDemonstrationComesBackWhenItIsPutOff(t *testing.T) {
	t.Parallel()
	database := databasetest.Postgres(t, migrate)
	demonstrate(t, database) // on a server it was put off
	if made := databasetest.Rows(t, database, "organisations"); made < 100 {
		t.Errorf("it has %d organisations", made)
	}
}
