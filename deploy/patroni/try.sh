#!/usr/bin/env bash
# Tries patroni.yml and haproxy.cfg on this machine alone: one etcd, three
# PostgreSQL servers under Patroni, HAProxy before them, and two processes of the
# service. People register all the time, while the leader is killed twice: first
# its PostgreSQL, then all of its machine. Last it counts what was acknowledged.
#
#   apt-get install patroni haproxy etcd-server postgresql curl
#   go build -o /tmp/sevenrungs . && sudo bash deploy/patroni/try.sh /tmp/sevenrungs
#
# It needs the ports 2379, 2380, 5000, 5433 to 5435, 8009 to 8011, 8081 and 8082.
set -euo pipefail

program=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d /tmp/patroni.XXXXXX)
chmod 755 "$folder"
declare -A pid
leave() {
  trap - EXIT
  for name in writer-1 writer-2 service-1 service-2 haproxy one two three etcd; do
    if [[ -n ${pid[$name]:-} ]]; then kill "${pid[$name]}" 2>/dev/null || true; fi
  done
  wait 2>/dev/null || true
  rm -rf "$folder"
}
trap leave EXIT
say() { printf '%s  %s\n' "$(date +%T.%1N)" "$*"; }

# until_so SECONDS COMMAND... waits until the command succeeds.
until_so() {
  local end=$((SECONDS + $1))
  until "${@:2}" >/dev/null 2>&1; do
    if ((SECONDS > end)); then say "in vain: ${*:2}"; exit 1; fi
    sleep 0.1
  done
}

cp "$here/patroni.yml" "$here/haproxy.cfg" "$folder"
chmod 644 "$folder"/*
etcd --data-dir "$folder/etcd" --log-level error 2>"$folder/etcd.log" & pid[etcd]=$!
install -d -o postgres -m 755 "$folder/pg"

export PATRONI_ETCD3_HOSTS="'127.0.0.1:2379'" PATRONI_SUPERUSER_PASSWORD=admin PATRONI_REPLICATION_PASSWORD=replica
ports=([1]=one [2]=two [3]=three)
member() { # NUMBER starts Patroni for one machine
  local name=${ports[$1]}
  setsid runuser -u postgres -- env PATRONI_NAME="$name" \
    PATRONI_RESTAPI_LISTEN="127.0.0.1:$((8008 + $1))" PATRONI_RESTAPI_CONNECT_ADDRESS="127.0.0.1:$((8008 + $1))" \
    PATRONI_POSTGRESQL_LISTEN="127.0.0.1:$((5432 + $1))" PATRONI_POSTGRESQL_CONNECT_ADDRESS="127.0.0.1:$((5432 + $1))" \
    PATRONI_POSTGRESQL_DATA_DIR="$folder/pg/$name" \
    patroni "$folder/patroni.yml" >>"$folder/$name.log" 2>&1 & pid[$name]=$!
}
leader() { # prints the number of the one that takes writes
  for n in 1 2 3; do
    if curl -fs -o "$folder/leader" "http://127.0.0.1:$((8008 + n))/primary"; then echo "$n"; return; fi
  done
  return 1
}
in_step() { # tells whether the leader has somebody who follows it at once
  local n
  n=$(leader) && [[ $(psql_at "$n" "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") -ge 1 ]]
}
psql_at() { PGPASSWORD=admin psql -XAtq -h 127.0.0.1 -p "$((5432 + $1))" -U postgres -c "$2" "${3:-postgres}"; }

for n in 1 2 3; do member "$n"; done
haproxy -f "$folder/haproxy.cfg" -db >"$folder/haproxy.log" 2>&1 & pid[haproxy]=$!
until_so 90 in_step
say "PostgreSQL $(leader) leads"
psql_at "$(leader)" "CREATE ROLE sevenrungs LOGIN PASSWORD 'rungs'"
psql_at "$(leader)" "CREATE DATABASE sevenrungs OWNER sevenrungs"

for n in 1 2; do
  SEVENRUNGS_ADDR="127.0.0.1:$((8080 + n))" SEVENRUNGS_RATE_LIMIT=0 SEVENRUNGS_LOG_LEVEL=error \
    SEVENRUNGS_DATABASE='postgres://sevenrungs:rungs@127.0.0.1:5000/sevenrungs' \
    "$program" >"$folder/service-$n.out" 2>"$folder/service-$n.log" & pid[service-$n]=$!
  until_so 30 curl -fs "http://127.0.0.1:$((8080 + n))/readyz"
done

write_on() { # NUMBER registers again and again, and notes when each was acknowledged
  for ((i = 0; ; i++)); do
    if curl -fs -m 5 -o /dev/null -H 'Content-Type: application/json' -d "{\"name\": \"Club $1-$i\"}" "http://127.0.0.1:$((8080 + $1))/v1/organisations"; then
      printf '%s Club %s-%s\n' "$(date +%s.%3N)" "$1" "$i" >>"$folder/acknowledged-$1"
    fi
  done
}
for n in 1 2; do write_on "$n" & pid[writer-$n]=$!; done
sleep 3

pause() { # AT prints the longest time without an acknowledged write since then
  sort "$folder"/acknowledged-* | awk -v at="$1" 'BEGIN { last = at } $1 >= at { if ($1 - last > most) most = $1 - last; last = $1 } END { printf "%.1f s", most }'
}
another() { # NUMBER tells whether another one leads now
  local n
  n=$(leader) && [[ $n != "$1" ]]
}
again() { # COUNT tells whether more was acknowledged by both since
  local n
  for n in 1 2; do (($(wc -l <"$folder/acknowledged-$n") > $1 + 20)) || return 1; done
}
counted() { local a b; a=$(wc -l <"$folder/acknowledged-1"); b=$(wc -l <"$folder/acknowledged-2"); echo $((a > b ? a : b)); }

was=$(leader) at=$(date +%s.%3N)
say "kills PostgreSQL $was"
before=$(counted)
kill -KILL "$(head -n 1 "$folder/pg/${ports[$was]}/postmaster.pid")"
until_so 90 another "$was"
say "PostgreSQL $(leader) leads"
until_so 90 again "$before"
say "the longest pause was $(pause "$at")"
until_so 90 in_step
sleep 5

was=$(leader) at=$(date +%s.%3N)
say "kills the machine of PostgreSQL $was"
before=$(counted)
server=$(head -n 1 "$folder/pg/${ports[$was]}/postmaster.pid")
kill -KILL $(pgrep -P "$server") "$server" $(pgrep -f "^[^ ]*python3 /usr/bin/patroni $folder/patroni.yml" | while read -r p; do
  if tr '\0' '\n' <"/proc/$p/environ" | grep -qx "PATRONI_NAME=${ports[$was]}"; then echo "$p"; fi; done)
until_so 90 another "$was"
say "PostgreSQL $(leader) leads"
until_so 90 again "$before"
say "the longest pause was $(pause "$at")"

for n in 1 2; do kill "${pid[writer-$n]}"; done
sleep 1
psql_at "$(leader)" "SELECT name FROM organisations" sevenrungs | sort >"$folder/there"
lost=$(cut -d ' ' -f 2- "$folder"/acknowledged-* | sort | comm -23 - "$folder/there" | wc -l)
say "$(cat "$folder"/acknowledged-* | wc -l) were acknowledged, $lost of them are lost"
((lost == 0))
