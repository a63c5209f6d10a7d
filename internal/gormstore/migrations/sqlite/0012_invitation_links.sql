-- +goose Up

-- The keys of invitations have rows of their own: one that many may share, or many
-- that start one response each. Who made what is kept, and under which grant.
-- What there is counts as the organisation's own, since nothing says more of it.
CREATE TABLE invitations_with_links (
    id            TEXT    NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    assessment_id TEXT    NOT NULL REFERENCES assessments ON DELETE CASCADE,
    voice         TEXT    NOT NULL CHECK (voice IN ('', 'lived', 'learnt')), -- empty for the person to choose
    uses          INTEGER NOT NULL CHECK (uses BETWEEN 1 AND 10000),
    created_at    INTEGER NOT NULL,
    expires_at    INTEGER,
    revoked_at    INTEGER,
    used_lived    INTEGER NOT NULL CHECK (used_lived >= 0),
    used_learnt   INTEGER NOT NULL CHECK (used_learnt >= 0),
    single_use    INTEGER NOT NULL CHECK (single_use IN (0, 1)), -- whether each key starts one response
    made_by       TEXT    NOT NULL CHECK (made_by IN ('organisation', 'partner')),
    partner_id    TEXT    NOT NULL, -- empty unless a partner made it
    partner_name  TEXT    NOT NULL,
    grant_id      TEXT    NOT NULL, -- under which the partner made it
    CHECK (used_lived + used_learnt <= uses),
    CHECK ((made_by = 'partner') = (grant_id <> ''))
) STRICT, WITHOUT ROWID;

-- Which key started a response is known until its assessment ends, so that none
-- starts two.
CREATE TABLE invitation_keys (
    label         TEXT    NOT NULL PRIMARY KEY CHECK (label = substr(hash, 1, 16)),
    hash          TEXT    NOT NULL CHECK (length(hash) = 64 AND hash NOT GLOB '*[^0-9a-f]*'),
    invitation_id TEXT    NOT NULL REFERENCES invitations_with_links ON DELETE CASCADE,
    spent         INTEGER NOT NULL CHECK (spent IN (0, 1))
) STRICT, WITHOUT ROWID;

INSERT INTO invitations_with_links
SELECT id, assessment_id, voice, uses, created_at, expires_at, revoked_at,
    iif(voice = 'learnt', 0, used), iif(voice = 'learnt', used, 0), uses = 1, 'organisation', '', '', '' FROM invitations;
INSERT INTO invitation_keys SELECT label, hash, id, uses = 1 AND used = 1 FROM invitations;
DROP TABLE invitations;
ALTER TABLE invitations_with_links RENAME TO invitations;
CREATE INDEX invitations_of_assessment ON invitations (assessment_id, id);
CREATE INDEX invitation_keys_of_invitation ON invitation_keys (invitation_id);

ALTER TABLE result_links ADD COLUMN made_by TEXT NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));
ALTER TABLE result_links ADD COLUMN partner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE result_links ADD COLUMN partner_name TEXT NOT NULL DEFAULT '';
ALTER TABLE result_links ADD COLUMN grant_id TEXT NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN made_by TEXT NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));
ALTER TABLE assessments ADD COLUMN partner_id TEXT NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN partner_name TEXT NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN grant_id TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN made_by TEXT NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));

CREATE INDEX invitations_under_grant ON invitations (grant_id) WHERE grant_id <> '';
CREATE INDEX result_links_under_grant ON result_links (grant_id) WHERE grant_id <> '';

-- Under which grant a partner entered a response; empty for all others. Its key
-- reads no result once that grant has ended.
ALTER TABLE responses ADD COLUMN grant_id TEXT NOT NULL DEFAULT '';

-- Whom people who answer may ask.
ALTER TABLE organisations ADD COLUMN contact TEXT NOT NULL DEFAULT '' CHECK (length(contact) <= 200);
