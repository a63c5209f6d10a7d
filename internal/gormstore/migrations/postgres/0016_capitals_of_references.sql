-- +goose Up

-- See the same file for SQLite.
UPDATE organisation_identifiers
SET canonical = '360G-' || substr(given, strpos(upper(given), canonical) + 5, length(canonical) - 5)
WHERE list = '360G' AND strpos(upper(given), canonical) > 0;
