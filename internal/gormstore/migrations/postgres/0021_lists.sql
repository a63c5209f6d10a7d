-- +goose Up
-- What each list goes through, in the order in which it comes: so a page costs the
-- same wherever it is, and however much there is.

-- What a partner may see, and until when; a time that never comes is for no end. A
-- grant says the same, but in no order that a list comes in. What a list is narrowed
-- by is here once more. Where a grant has ended by itself, its rows may still be here.
CREATE TABLE partner_organisations (
    partner_id      text COLLATE "C" NOT NULL REFERENCES parties ON DELETE CASCADE,
    organisation_id text COLLATE "C" NOT NULL REFERENCES organisations ON DELETE CASCADE,
    until           bigint           NOT NULL,
    updated_at      bigint           NOT NULL,
    verification    text COLLATE "C" NOT NULL,
    external_id     text COLLATE "C" NOT NULL,
    PRIMARY KEY (partner_id, organisation_id)
);
CREATE INDEX partner_organisations_of ON partner_organisations (organisation_id);
CREATE INDEX partner_organisations_updated ON partner_organisations (partner_id, updated_at, organisation_id);
CREATE INDEX partner_organisations_verification ON partner_organisations (partner_id, verification, organisation_id);
CREATE INDEX partner_organisations_verification_updated ON partner_organisations (partner_id, verification, updated_at, organisation_id);
CREATE INDEX partner_organisations_external_id ON partner_organisations (partner_id, external_id, organisation_id);

CREATE TABLE partner_assessments (
    partner_id      text COLLATE "C" NOT NULL REFERENCES parties ON DELETE CASCADE,
    assessment_id   text COLLATE "C" NOT NULL REFERENCES assessments ON DELETE CASCADE,
    organisation_id text COLLATE "C" NOT NULL,
    until           bigint           NOT NULL,
    updated_at      bigint           NOT NULL,
    closed_at       bigint,
    state           text COLLATE "C" NOT NULL,
    scope           text COLLATE "C" NOT NULL,
    instrument      text COLLATE "C" NOT NULL,
    external_id     text COLLATE "C" NOT NULL,
    PRIMARY KEY (partner_id, assessment_id)
);
CREATE INDEX partner_assessments_of ON partner_assessments (assessment_id);
CREATE INDEX partner_assessments_of_organisation ON partner_assessments (partner_id, organisation_id);
CREATE INDEX partner_assessments_updated ON partner_assessments (partner_id, updated_at, assessment_id);
CREATE INDEX partner_assessments_closed ON partner_assessments (partner_id, closed_at, assessment_id);
CREATE INDEX partner_assessments_state ON partner_assessments (partner_id, state, assessment_id);
CREATE INDEX partner_assessments_state_updated ON partner_assessments (partner_id, state, updated_at, assessment_id);
CREATE INDEX partner_assessments_external_id ON partner_assessments (partner_id, external_id, assessment_id);

INSERT INTO partner_organisations
    SELECT g.partner_id, o.id, max(coalesce(g.expires_at, 9223372036854775807)), o.updated_at, o.verification, o.external_id
    FROM grants AS g JOIN organisations AS o ON o.id = g.organisation_id WHERE g.revoked_at IS NULL GROUP BY g.partner_id, o.id;
INSERT INTO partner_assessments
    SELECT p.partner_id, a.id, a.organisation_id, p.until, a.updated_at, a.closed_at, a.state, a.scope, a.instrument, a.external_id
    FROM partner_organisations AS p JOIN assessments AS a ON a.organisation_id = p.organisation_id;

CREATE INDEX grants_by_partner ON grants (partner_id, id);

-- A name as it is compared. The program writes it; of names from before only the
-- plain letters are folded.
ALTER TABLE organisations ADD COLUMN name_compared text COLLATE "C" NOT NULL DEFAULT '';
UPDATE organisations SET name_compared = lower(name);
CREATE INDEX organisations_compared ON organisations (name_compared, id) WHERE verification = 'verified';

DROP INDEX organisations_external_id;
CREATE INDEX organisations_external_id ON organisations (external_id, id);
DROP INDEX organisations_by_verification;
CREATE INDEX organisations_verification ON organisations (verification, id);
CREATE INDEX organisations_verification_updated ON organisations (verification, updated_at, id);

DROP INDEX identifiers_by_canonical;
CREATE INDEX identifiers_by_canonical ON organisation_identifiers (canonical, organisation_id);

DROP INDEX assessments_open;
CREATE INDEX assessments_state ON assessments (organisation_id, state, id);
CREATE INDEX assessments_state_updated ON assessments (organisation_id, state, updated_at, id);
CREATE INDEX assessments_external_id ON assessments (organisation_id, external_id, id);

CREATE INDEX keys_of_operator ON keys (id) WHERE role = 'operator';

DROP INDEX shares_with_programme;
CREATE INDEX shares_with_programme ON shares (programme_id, purpose, id);

-- That each is there once lets SQLite read shares programme by programme, in order.
DROP INDEX programmes_of_funder;
CREATE UNIQUE INDEX programmes_of_funder ON programmes (funder_id, id);
