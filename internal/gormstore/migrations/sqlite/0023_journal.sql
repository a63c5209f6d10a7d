-- +goose Up

-- What must be done again when an older backup is put back, until a file of the
-- journal holds it: a line each, with ids and no words of anybody.
CREATE TABLE journal_facts (
    id            INTEGER NOT NULL PRIMARY KEY, -- drawn at random, so that rows are in no order
    at            INTEGER NOT NULL, -- the day, in milliseconds since 1970, UTC
    line          TEXT    NOT NULL CHECK (length(line) > 0),
    assessment_id TEXT    NOT NULL  -- whose response it is about; empty for none
) STRICT;
CREATE INDEX journal_facts_of_assessment ON journal_facts (assessment_id) WHERE assessment_id <> '';

-- Which folder holds the journal, and when that was last so. A backup carries it.
CREATE TABLE journal_folders (
    number    INTEGER NOT NULL PRIMARY KEY CHECK (number = 1),
    folder_id TEXT    NOT NULL,
    seen_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- When a backup was put back here.
CREATE TABLE restorations (
    number       INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
    began_at     INTEGER NOT NULL,
    with_journal INTEGER NOT NULL CHECK (with_journal IN (0, 1)),
    done_at      INTEGER, -- until then the service does not start
    looked_at    INTEGER  -- until then nothing is frozen, where there was no journal
) STRICT, WITHOUT ROWID;
