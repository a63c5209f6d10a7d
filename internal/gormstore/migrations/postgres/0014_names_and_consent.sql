-- +goose Up

-- What a key may do, and what it goes back to: which key it was made with, who made
-- the first of those, since when it may agree to shares (NULL for always), and
-- whose claim link it was made with. Of keys from before it is not known which key
-- they were made with.
ALTER TABLE keys ADD COLUMN read_only boolean NOT NULL DEFAULT false;
ALTER TABLE keys ADD COLUMN made_with text COLLATE "C";
ALTER TABLE keys ADD COLUMN origin text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE keys ADD COLUMN shares_from bigint;
ALTER TABLE keys ADD COLUMN link_role text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE keys ADD COLUMN link_id text COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE keys ADD COLUMN link_name text COLLATE "C" NOT NULL DEFAULT '';
UPDATE keys SET origin = made_by;
UPDATE keys SET shares_from = created_at + 1209600000 WHERE role = 'organisation' AND made_by = 'operator';

-- Links with which an organisation that somebody made for it takes its first own
-- key. Of the secret in it only its SHA-256 is kept.
CREATE TABLE claims (
    id              text COLLATE "C" NOT NULL PRIMARY KEY CHECK (length(id) = 36),
    organisation_id text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    hash            text COLLATE "C" NOT NULL CHECK (length(hash) = 64),
    label           text COLLATE "C" NOT NULL UNIQUE CHECK (label = substr(hash, 1, 16)),
    link_role       text COLLATE "C" NOT NULL CHECK (link_role IN ('operator', 'partner')),
    link_id         text COLLATE "C" NOT NULL, -- of the partner, also once it is gone
    link_name       text COLLATE "C" NOT NULL, -- what it was called then
    created_at      bigint           NOT NULL,
    expires_at      bigint           NOT NULL,
    used_at         bigint
);
CREATE INDEX claims_of_organisation ON claims (organisation_id);

-- Which key agreed. It stays with its organisation, as the share does. Of shares
-- from before it is not known.
ALTER TABLE shares ADD COLUMN key_id text COLLATE "C";

-- Whom to ask at a partner or a funder. It tells who has two accounts.
ALTER TABLE parties ADD COLUMN contact text COLLATE "C" NOT NULL DEFAULT '' CHECK (length(contact) <= 200);

-- Whoever else lists an identifier is looked for when one is verified.
CREATE INDEX identifiers_by_canonical ON organisation_identifiers (canonical);
