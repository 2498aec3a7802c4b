#!/usr/bin/env bash
# Checks the integrity of a database: it answers, has tables and rows, and its
# indexes are valid and match their tables.
#
#   verify-database-integrity.sh
#
# PGHOST, PGDATABASE, PGUSER, PGPASSWORD   connection to the database
set -Eeuo pipefail

: "${PGHOST:?}" "${PGDATABASE:?}" "${PGUSER:?}" "${PGPASSWORD:?}"
export PGSSLMODE=${PGSSLMODE:-require} PGCONNECT_TIMEOUT=15
failed=0

ask() {
  psql --no-psqlrc --quiet --tuples-only --no-align --set ON_ERROR_STOP=1 --command "$1"
}

expect() { # none or some, name, count
  if { [[ $1 == none ]] && (($3 == 0)); } || { [[ $1 == some ]] && (($3 > 0)); }; then
    echo "ok      $2: $3"
  else
    echo "FAILED  $2: must be $1, got $3"
    failed=1
  fi
}

own="n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname NOT LIKE 'pg_toast%'"
expect some tables "$(ask "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND $own")"
ask "ANALYZE" >/dev/null
expect some rows "$(ask "SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'r' AND $own")"
expect none "invalid indexes" "$(ask "SELECT count(*) FROM pg_index WHERE NOT indisvalid")"
expect none "constraints nobody validated" "$(ask "SELECT count(*) FROM pg_constraint WHERE NOT convalidated")"

# Reads every entry of every B-tree index and fails at the first one without its row.
ask "CREATE EXTENSION IF NOT EXISTS amcheck" >/dev/null
if ask "SELECT count(bt_index_check(i.indexrelid, true)) FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am a ON a.oid = c.relam
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE a.amname = 'btree' AND i.indisvalid AND c.relpersistence <> 't' AND $own" >/dev/null; then
  echo "ok      indexes fit their tables"
else
  echo "FAILED  indexes fit their tables"
  failed=1
fi

exit "$failed"
