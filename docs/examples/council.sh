#!/usr/bin/env bash
# A council assesses itself with the people it works with. Nine staff and six
# people with lived experience answer on their own. Half of them begin, put the
# phone away and finish later. Then it is closed, and everyone reads the same
# result, next to last year's.
#
# Start the service (go run .), then:
#
#   bash docs/examples/council.sh [FOLDER [http://127.0.0.1:8080]]
#
# It needs bash and curl. What is read at the end goes into the folder: the one
# you name, or a new one.
set -euo pipefail

folder=${1:-$(mktemp -d)}
url=${2:-http://127.0.0.1:8080}
mkdir -p "$folder"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# call METHOD PATH [KEY [BODY [TAG]]] prints the answer, and leaves its ETag in
# $tmp/tag. TAG is the ETag of what is changed.
call() {
  local more=()
  if [[ -n ${3:-} ]]; then more+=(-H "Authorization: Bearer $3"); fi
  if [[ -n ${4:-} ]]; then more+=(-H 'Content-Type: application/json' -d "$4"); fi
  if [[ -n ${5:-} ]]; then more+=(-H "If-Match: $5"); fi
  curl -sS --fail-with-body -D "$tmp/headers" -X "$1" ${more[@]+"${more[@]}"} "$url$2"
  sed -n 's/^[Ee][Tt][Aa][Gg]: *\(.*[^[:space:]]\)[[:space:]]*$/\1/p' "$tmp/headers" >"$tmp/tag"
}

# field NAME reads JSON and prints the text of the first member of that name. A
# real program uses a JSON library.
field() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4; }

say() { printf '%s\n' "$*" >&2; }

staff='{"equality-culture":"6","equality-structure":"6","equality-practice":"5","equality-review":"6","diversity-culture":"5","diversity-structure":"5","diversity-practice":"6","diversity-review":"4","accessibility-culture":"6","accessibility-structure":"5","accessibility-practice":"5","accessibility-review":"5","reciprocity-culture":"6","reciprocity-structure":"4","reciprocity-practice":"5","reciprocity-review":"5"}'
lived='{"equality-culture":"5","equality-structure":"4","equality-practice":"5","equality-review":"6","diversity-culture":"4","diversity-structure":"5","diversity-practice":"4","diversity-review":"dont_know","accessibility-culture":"5","accessibility-structure":"3","accessibility-practice":"4","accessibility-review":"5","reciprocity-culture":"4","reciprocity-structure":"2","reciprocity-practice":"3","reciprocity-review":"4"}'

say 'The council registers. It is told its key this once.'
made=$(call POST /v1/organisations '' '{"name": "Riverside Council"}')
council=$(field id <<<"$made")
key=$(field key <<<"$made")

# open TITLE MORE opens an assessment of the service and prints its id.
open() {
  call POST /v1/assessments "$key" "{\"organisation_id\": \"$council\", \"instrument\": \"coproduction-ladder\", \"scope\": \"service\", \"title\": \"$1\"$2}" | field id
}

say 'Last year two groups met, and each agreed one set of answers on paper.'
before=$(open 'Short breaks 2025' ', "answering": {"lived": "team", "learnt": "team"}')
for voice in lived learnt; do
  paper=${lived//\"5\"/\"4\"}
  call POST "/v1/assessments/$before/responses" "$key" "{\"voice\": \"$voice\", \"people\": 8, \"state\": \"submitted\", \"answers\": ${paper//\"6\"/\"4\"}}" >"$tmp/paper"
done
call POST "/v1/assessments/$before/close" "$key" >"$tmp/closed"

# keys reads JSON and prints the key of each link, on a line of its own.
keys() { grep -o '"key":"[^"]*"' | cut -d '"' -f 4; }

say 'This year each person answers alone, with a link of their own. The council makes links for each side.'
now=$(open 'Short breaks 2026' ', "target_rung": 6')
call POST "/v1/assessments/$now/invitations" "$key" '{"voice": "learnt", "links": 9}' | keys >"$tmp/links"
call POST "/v1/assessments/$now/invitations" "$key" '{"voice": "lived", "links": 6}' | keys >>"$tmp/links"

# save PERSON ANSWERS saves some answers of a draft. The ETag that was read is
# sent back, so that two phones cannot undo each other's answers.
save() {
  call GET "${response[$1]}" "${response_key[$1]}" >"$tmp/draft"
  call PATCH "${response[$1]}" "${response_key[$1]}" "{\"answers\": $2}" "$(cat "$tmp/tag")" >"$tmp/draft"
}

say 'Fifteen people open their link, and see who asks. Seven answer two questions and go.'
response=() response_key=() answers=()
for person in {0..14}; do
  invitation=$(sed -n "$((person + 1))p" "$tmp/links") answers[person]=$staff
  if ((person >= 9)); then answers[person]=$lived; fi
  call POST /v1/invitations/look '' "{\"key\": \"$invitation\"}" >"$tmp/look"
  started=$(call POST /v1/invitations/redeem '' "{\"key\": \"$invitation\"}")
  response[person]=/v1/assessments/$now/responses/$(field response_id <<<"$started")
  response_key[person]=$(field response_key <<<"$started")
  if ((person % 2 == 1)); then
    save "$person" '{"equality-culture": "1", "equality-structure": "2"}'
  else
    save "$person" "${answers[person]}"
    call POST "${response[person]}/submit" "${response_key[person]}" >"$tmp/submitted"
  fi
done

say 'Days later the seven come back, change their minds, and finish.'
for person in 1 3 5 7 9 11 13; do
  save "$person" "${answers[person]}"
  call POST "${response[person]}/submit" "${response_key[person]}" >"$tmp/submitted"
done

say 'So far the council sees only whether enough have answered.'
call GET "/v1/assessments/$now" "$key" >"$folder/open.json"

say 'It closes the assessment. All answers are added up, and deleted for good.'
call POST "/v1/assessments/$now/close" "$key" >"$folder/closed.json"

say 'Everyone reads the same result: the council, and each person with their own key.'
result=/v1/assessments/$now/result
call GET "$result" "$key" >"$folder/result.json"
for person in {0..14}; do
  call GET "$result" "${response_key[person]}" | cmp - "$folder/result.json"
done

say 'It downloads a table and a picture too, and sees what changed since last year.'
curl -sS --fail-with-body -H "Authorization: Bearer $key" -H 'Accept: text/csv' -o "$folder/result.csv" "$url$result"
curl -sS --fail-with-body -H "Authorization: Bearer $key" -H 'Accept: image/svg+xml' -o "$folder/result.svg" "$url$result"
call GET "/v1/assessments/$now/plan" "$key" >"$folder/plan.json"
call GET "/v1/organisations/$council/progress" "$key" >"$folder/progress.json"

rung=$(grep -o '"rung":{"level":[0-9]*' "$folder/result.json" | head -n 1 | grep -o '[0-9]*$')
say "Overall rung: $rung. Check it with: go run . verify $folder/result.json"
