-- +goose Up

-- References of grant-makers tell capitals apart, so they are compared as they
-- were given. What was compared before is the same in capitals, without the
-- space around it.
UPDATE organisation_identifiers
SET canonical = '360G-' || substr(given, instr(upper(given), canonical) + 5, length(canonical) - 5)
WHERE list = '360G' AND instr(upper(given), canonical) > 0;
