#!/usr/bin/env bash
# Dumps the database, compressed, straight to S3: nothing is kept on the way.
# The object `latest` names the newest dump that is whole; one that broke off
# stays where it is and is never named.
#
# PGHOST, PGDATABASE     what to dump
# DATABASE_CREDENTIALS   JSON with `username` and `password`
# DESTINATION            s3://bucket/prefix
# ALLOCATED_GIGABYTES    what the storage may grow to; sizes the parts of the upload
set -Eeuo pipefail

: "${PGHOST:?}" "${PGDATABASE:?}" "${DATABASE_CREDENTIALS:?}" "${DESTINATION:?}" "${ALLOCATED_GIGABYTES:?}"

PGUSER=$(jq -er .username <<<"$DATABASE_CREDENTIALS")
PGPASSWORD=$(jq -er .password <<<"$DATABASE_CREDENTIALS")
unset DATABASE_CREDENTIALS
export PGHOST PGDATABASE PGUSER PGPASSWORD
export PGSSLMODE=verify-full PGSSLROOTCERT=/etc/ssl/rds/global-bundle.pem

dump="$DESTINATION/$(date -u +%Y/%m/%d)/$PGDATABASE-$(date -u +%Y%m%dT%H%M%SZ).dump"

pg_dump --format=custom --compress=6 --no-password |
  aws s3 cp - "$dump" --expected-size "$((ALLOCATED_GIGABYTES * 1024 ** 3))" --no-progress

printf '%s\n' "$dump" | aws s3 cp - "$DESTINATION/latest" --no-progress
echo "dumped to $dump"
