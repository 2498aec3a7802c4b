#!/usr/bin/env bash
# Dumps the database, compressed, and streams it to S3 without a local copy.
# The object `latest` contains the path of the newest complete dump. An incomplete
# dump stays in the bucket, but `latest` never refers to it.
#
# PGHOST, PGDATABASE     host and name of the database
# PGUSER                 user that reads it; the role of the task signs its token
# AWS_REGION             region of the database
# DESTINATION            s3://bucket/prefix
# ALLOCATED_GIBIBYTES    GiB to which the storage may grow; sets the part size of the upload
set -Eeuo pipefail

: "${PGHOST:?}" "${PGDATABASE:?}" "${PGUSER:?}" "${AWS_REGION:?}" "${DESTINATION:?}" "${ALLOCATED_GIBIBYTES:?}"

# RDS accepts the token as the password of a login for fifteen minutes.
PGPASSWORD=$(aws rds generate-db-auth-token --hostname "$PGHOST" --port 5432 --username "$PGUSER" --region "$AWS_REGION")
export PGHOST PGDATABASE PGUSER PGPASSWORD
export PGSSLMODE=verify-full PGSSLROOTCERT=/etc/ssl/rds/global-bundle.pem

dump="$DESTINATION/$(date -u +%Y/%m/%d)/$PGDATABASE-$(date -u +%Y%m%dT%H%M%SZ).dump"

pg_dump --format=custom --compress=6 --no-password |
  aws s3 cp - "$dump" --expected-size "$((ALLOCATED_GIBIBYTES * 1024 ** 3))" --no-progress

printf '%s\n' "$dump" | aws s3 cp - "$DESTINATION/latest" --no-progress
echo "dumped to $dump"
