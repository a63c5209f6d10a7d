#!/bin/sh
# Registers an organisation, reads it, changes it, and lets a partner act for it.
# Use: OPERATOR_KEY=rung_... sh walk-through.sh [http://127.0.0.1:8080]
set -eu
base=${1:-http://127.0.0.1:8080}

# call METHOD PATH KEY [HEADER] [BODY] prints the answer, and fails unless all went well.
call() {
	curl -sS --fail-with-body -X "$1" "$base$2" ${3:+-H "Authorization: Bearer $3"} \
		${4:+-H "$4"} ${5:+-H 'Content-Type: application/json' -d "$5"}
}

# field NAME prints a text in the JSON it reads. A real program uses a JSON library.
field() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

# 1. An organisation registers itself. It sends an Idempotency-Key, so that it
#    can send the same again if the line drops. The answer holds its first key.
retry="Idempotency-Key: $(date +%s)-$$"
made=$(call POST /v1/organisations '' "$retry" '{"name": "Riverside Carers", "country": "GB"}')
organisation=$(echo "$made" | field id)
key=$(echo "$made" | field key)
echo "Registered: $(echo "$made" | field name)"

# 2. It reads itself. The ETag names the state it has seen.
etag=$(curl -sS -o /dev/null -D - "$base/v1/organisations/$organisation" -H "Authorization: Bearer $key" |
	tr -d '\r' | sed -n 's/^[Ee][Tt][Aa][Gg]: //p')
echo "Read: $etag"

# 3. It changes one field, if nobody else has changed anything since.
changed=$(call PATCH "/v1/organisations/$organisation" "$key" "If-Match: $etag" '{"region": "TLD"}')
echo "Changed: $(echo "$changed" | field name) is in $(echo "$changed" | field region)"

# 4. The operator makes a partner and a key for it.
partner=$(call POST /v1/partners "$OPERATOR_KEY" '' '{"name": "Community Apps"}' | field id)
partner_key=$(call POST "/v1/partners/$partner/keys" "$OPERATOR_KEY" '' '{"name": "Server"}' | field key)
echo "The partner sees: $(call GET /v1/organisations "$partner_key" | field name)"

# 5. The organisation lets the partner act for it.
grant=$(call POST "/v1/organisations/$organisation/grants" "$key" '' "{\"partner_id\": \"$partner\"}" | field id)
echo "The partner sees: $(call GET /v1/organisations "$partner_key" | field name)"

# 6. And it takes that back. It works at once.
call DELETE "/v1/organisations/$organisation/grants/$grant" "$key"
echo "The partner sees: $(call GET /v1/organisations "$partner_key" | field name)"
