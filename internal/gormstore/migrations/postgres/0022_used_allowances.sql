-- +goose Up
-- How much of an allowance somebody has used, whichever process they came to.
-- Where they come from is there as a hash, until their allowance is whole again.
-- It is in no log, no replica and no copy of the files: after a crash all begin
-- anew.
CREATE UNLOGGED TABLE used_allowances (
    id       text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    whole_at bigint           NOT NULL -- microseconds since 1970 by the server's clock
);
