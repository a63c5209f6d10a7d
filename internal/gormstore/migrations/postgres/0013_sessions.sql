-- +goose Up

-- See the same file for SQLite.
CREATE TABLE sessions (
    label       text COLLATE "C" NOT NULL PRIMARY KEY,
    hash        text COLLATE "C" NOT NULL,
    sealed      bytea            NOT NULL,
    quiet_until bigint           NOT NULL,
    ends_at     bigint           NOT NULL
);
