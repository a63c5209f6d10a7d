-- +goose Up

-- Who began a response: the organisation, or a person with an invitation. Nothing
-- says so of those that are there already, so they count as the person's.
ALTER TABLE responses ADD COLUMN entered INTEGER NOT NULL DEFAULT 0 CHECK (entered IN (0, 1));

-- The hash of the key that takes the place of the other once it is used; empty for
-- none. A key says where its response is, so there is no index over it.
ALTER TABLE responses ADD COLUMN next_hash TEXT NOT NULL DEFAULT '' CHECK (next_hash = '' OR length(next_hash) = 64);
