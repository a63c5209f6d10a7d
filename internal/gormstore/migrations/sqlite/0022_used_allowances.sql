-- +goose Up
-- A file has one process, which counts by itself. This is here because both kinds
-- of database have the same tables, and stays empty.
CREATE TABLE used_allowances (
    id       TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    whole_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
