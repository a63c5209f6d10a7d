package databasetest

import (
	"fmt"
	"net/url"
	"testing"
)

// OwnedPostgres returns the URL of an empty database with no tables, for a role that
// owns it and may do no more on the server, as a service should. Both go when t ends.
func OwnedPostgres(t testing.TB) string {
	t.Helper()
	needServer(t)
	role := makeRole(t, "LOGIN")
	address := makeDatabase(t, "template0")
	onServer(t, "ALTER DATABASE "+nameIn(t, address)+" OWNER TO "+role)
	t.Cleanup(func() { onServer(t, "DROP DATABASE "+nameIn(t, address)+" WITH (FORCE)") }) // before its owner
	return as(t, address, role)
}

// AsAnother returns the URL of the same database for another role, which may do what
// the attributes and the role that it belongs to let it, such as pg_read_all_data. It
// goes when t ends.
func AsAnother(t testing.TB, address, attributes, belongsTo string) string {
	t.Helper()
	role := makeRole(t, "LOGIN "+attributes)
	if belongsTo != "" {
		onServer(t, "GRANT "+belongsTo+" TO "+role)
	}
	return as(t, address, role)
}

// AsSuperuser returns the URL of the same database for the role that may do all.
func AsSuperuser(t testing.TB, address string) string {
	t.Helper()
	return server.address(nameIn(t, address))
}

// password is that of every role. Our own server asks for none.
const password = "for-tests-alone"

func makeRole(t testing.TB, attributes string) (name string) {
	t.Helper()
	name = fmt.Sprintf("%s_role_%d", server.prefix, server.made.Add(1))
	onServer(t, "CREATE ROLE "+name+" PASSWORD '"+password+"' "+attributes)
	t.Cleanup(func() { onServer(t, "DROP ROLE "+name) })
	return name
}

func nameIn(t testing.TB, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Path[1:]
}

func as(t testing.TB, address, role string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	u.User = url.UserPassword(role, password)
	return u.String()
}
