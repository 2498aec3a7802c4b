#!/usr/bin/env bash
# Restores the database to a point in time, checks its integrity and switches the
# application to it. If RDS's backups are of no use, it restores a dump instead,
# which is up to a day old.
#
#   recover-database.sh TIME      UTC, such as 2030-01-31T12:00:00Z, or `latest`
#   recover-database.sh dump      the newest complete dump, into the database freeagentics_restore
#
# Must run in a network that reaches the database, such as AWS CloudShell in a private
# subnet with the security group freeagentics-backups-sg; `sudo dnf install postgresql16`.
#
# DATABASE   instance to recover; default freeagentics-postgres
# BACKUPS    bucket of the dumps; default freeagentics-backups
set -Eeuo pipefail

when=${1:?usage: recover-database.sh TIME|latest|dump}
database=${DATABASE:-freeagentics-postgres}
bucket=${BACKUPS:-freeagentics-backups}
export AWS_REGION=${AWS_REGION:-us-east-1}
scripts=$(dirname "${BASH_SOURCE[0]}")/..

credentials=$(aws secretsmanager get-secret-value --secret-id freeagentics/database-credentials \
  --query SecretString --output text)
PGUSER=$(jq -er .username <<<"$credentials")
PGPASSWORD=$(jq -er .password <<<"$credentials")
export PGUSER PGPASSWORD PGSSLMODE=require

address() {
  aws rds describe-db-instances --db-instance-identifier "$1" --query 'DBInstances[0].Endpoint.Address' --output text
}

if [[ $when == dump ]]; then
  PGHOST=$(address "$database")
  export PGHOST
  dump=$(aws s3 cp "s3://$bucket/db/latest" -)
  echo "restoring $dump into freeagentics_restore"
  psql --dbname postgres --set ON_ERROR_STOP=1 --command 'CREATE DATABASE freeagentics_restore'
  aws s3 cp "$dump" - --no-progress | pg_restore --exit-on-error --no-owner --dbname freeagentics_restore
  PGDATABASE=freeagentics_restore "$scripts/verify-database-integrity.sh"
  echo "whole; to use it, rename the databases while nobody is connected, as the runbook says"
  exit
fi

restored="$database-restored-$(date -u +%Y%m%d%H%M)"
point=(--restore-time "$when")
if [[ $when == latest ]]; then
  point=(--use-latest-restorable-time)
fi
# The settings of the replaced instance: RDS would use a default security group and parameter group.
settings=$(aws rds describe-db-instances --db-instance-identifier "$database" --query 'DBInstances[0]')
of() {
  jq -er "$1" <<<"$settings"
}
mapfile -t groups < <(of '.VpcSecurityGroups[].VpcSecurityGroupId')
echo "restoring $database at $when as $restored"
aws rds restore-db-instance-to-point-in-time --source-db-instance-identifier "$database" \
  --target-db-instance-identifier "$restored" "${point[@]}" \
  --db-instance-class "$(of .DBInstanceClass)" \
  --db-subnet-group-name "$(of .DBSubnetGroup.DBSubnetGroupName)" \
  --db-parameter-group-name "$(of '.DBParameterGroups[0].DBParameterGroupName')" \
  --vpc-security-group-ids "${groups[@]}" --multi-az --no-publicly-accessible --copy-tags-to-snapshot \
  --enable-iam-database-authentication --deletion-protection --query DBInstance.DBInstanceStatus --output text
# Each wait ends after half an hour; a terabyte takes longer.
for _ in 1 2 3 4; do
  aws rds wait db-instance-available --db-instance-identifier "$restored" && break
done

PGHOST=$(address "$restored") PGDATABASE=freeagentics "$scripts/verify-database-integrity.sh"
"$scripts/switch-database.sh" "$restored"
