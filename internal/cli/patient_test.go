package cli_test

import (
	"testing"

	"github.com/sevenrungs/sevenrungs/internal/databasetest"
)

// puttingOff has a server put off the first writes to some tables: what counts them is not
// undone with them.
func puttingOff(tables ...string) []string {
	statements := []string{`CREATE FUNCTION put_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
		IF nextval('to_' || TG_TABLE_NAME) <= 5 THEN RAISE EXCEPTION 'made for a test' USING ERRCODE = '55P03'; END IF;
		RETURN NEW;
	END $$`}
	for _, table := range tables {
		statements = append(statements, "CREATE SEQUENCE to_"+table, "CREATE TRIGGER put_off BEFORE INSERT ON "+table+" FOR EACH ROW EXECUTE FUNCTION put_off()")
	}
	return statements
}

// Who is told to come back does. A command that does not would leave the demonstration half
// full on a machine that is busy.
func TestTheDemonstrationComesBackWhenItIsPutOff(t *testing.T) {
	t.Parallel()
	database := databasetest.Postgres(t, migrate)
	databasetest.Alter(t, database, puttingOff("organisations", "shares", "results")...)
	if output, err := command(t, database, "demo"); err != nil {
		t.Errorf("%v, after %s", err, output)
	}
	if made := databasetest.Rows(t, database, "organisations"); made < 100 {
		t.Errorf("it has %d organisations", made)
	}
}
