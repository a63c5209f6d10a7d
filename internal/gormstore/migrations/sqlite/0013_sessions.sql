-- +goose Up

-- Browsers that signed in. Which key one stands for is sealed with its token, and
-- only the browser has that.
CREATE TABLE sessions (
    label       TEXT    NOT NULL PRIMARY KEY,
    hash        TEXT    NOT NULL,
    sealed      BLOB    NOT NULL,
    quiet_until INTEGER NOT NULL,
    ends_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
