-- +goose Up

-- The keys of invitations have rows of their own: one that many may share, or many
-- that start one response each. Who made what is kept, and under which grant.
-- What there is counts as the organisation's own, since nothing says more of it.
CREATE TABLE invitation_keys (
    label         text COLLATE "C" NOT NULL PRIMARY KEY CHECK (label = substr(hash, 1, 16)),
    hash          text COLLATE "C" NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
    invitation_id text COLLATE "C" NOT NULL REFERENCES invitations ON DELETE CASCADE,
    -- Known until the assessment ends, so that none starts two responses.
    spent         boolean          NOT NULL
);
INSERT INTO invitation_keys SELECT label, hash, id, uses = 1 AND used = 1 FROM invitations;
CREATE INDEX invitation_keys_of_invitation ON invitation_keys (invitation_id);

ALTER TABLE invitations ADD COLUMN used_lived integer NOT NULL DEFAULT 0 CHECK (used_lived >= 0);
ALTER TABLE invitations ADD COLUMN used_learnt integer NOT NULL DEFAULT 0 CHECK (used_learnt >= 0);
ALTER TABLE invitations ADD COLUMN single_use boolean NOT NULL DEFAULT false; -- whether each key starts one response
ALTER TABLE invitations ADD COLUMN made_by text COLLATE "C" NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));
ALTER TABLE invitations ADD COLUMN partner_id text COLLATE "C" NOT NULL DEFAULT ''; -- empty unless a partner made it
ALTER TABLE invitations ADD COLUMN partner_name text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE invitations ADD COLUMN grant_id text COLLATE "C" NOT NULL DEFAULT ''; -- under which the partner made it
UPDATE invitations SET single_use = (uses = 1),
    used_lived = CASE WHEN voice = 'learnt' THEN 0 ELSE used END,
    used_learnt = CASE WHEN voice = 'learnt' THEN used ELSE 0 END;
ALTER TABLE invitations DROP COLUMN used;
ALTER TABLE invitations DROP COLUMN label;
ALTER TABLE invitations DROP COLUMN hash;
ALTER TABLE invitations ADD CHECK (used_lived + used_learnt <= uses);
ALTER TABLE invitations ADD CHECK ((made_by = 'partner') = (grant_id <> ''));

ALTER TABLE result_links ADD COLUMN made_by text COLLATE "C" NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));
ALTER TABLE result_links ADD COLUMN partner_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE result_links ADD COLUMN partner_name text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE result_links ADD COLUMN grant_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN made_by text COLLATE "C" NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));
ALTER TABLE assessments ADD COLUMN partner_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN partner_name text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE assessments ADD COLUMN grant_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN made_by text COLLATE "C" NOT NULL DEFAULT 'organisation' CHECK (made_by IN ('organisation', 'partner'));

CREATE INDEX invitations_under_grant ON invitations (grant_id) WHERE grant_id <> '';
CREATE INDEX result_links_under_grant ON result_links (grant_id) WHERE grant_id <> '';

-- Under which grant a partner entered a response; empty for all others. Its key
-- reads no result once that grant has ended.
ALTER TABLE responses ADD COLUMN grant_id text COLLATE "C" NOT NULL DEFAULT '';

-- Whom people who answer may ask.
ALTER TABLE organisations ADD COLUMN contact text COLLATE "C" NOT NULL DEFAULT '' CHECK (length(contact) <= 200);
