-- +goose Up

-- When the service last ran, by a clock that was steady: the next start holds its
-- clock against it. There is one row at most.
CREATE TABLE last_time (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    at integer NOT NULL
) STRICT;
