-- +goose Up
-- How many of an organisation's assessments are open is asked each time one is
-- made. It may have closed very many.
CREATE INDEX assessments_open ON assessments (organisation_id) WHERE state = 'open';

-- Whether the trail says already that somebody read something today is asked at
-- each reading.
CREATE INDEX trail_by_subject ON trail (subject, actor, event, at);
