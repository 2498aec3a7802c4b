#!/usr/bin/env bash
# Gives a restored instance the identifier, and thereby the address, that the
# application uses. The old instance keeps its data under another identifier.
#
#   switch-database.sh RESTORED
#
# DATABASE       identifier that the application uses; default freeagentics-postgres
# AWS_REGION     default us-east-1
# WAIT_SECONDS   longest wait for a renamed instance; default 900
set -Eeuo pipefail

restored=${1:?usage: switch-database.sh RESTORED}
database=${DATABASE:-freeagentics-postgres}
export AWS_REGION=${AWS_REGION:-us-east-1}
old="$database-replaced-$(date -u +%Y%m%d%H%M)"

exists() {
  aws rds describe-db-instances --db-instance-identifier "$1" --query 'DBInstances[0].DBInstanceStatus' \
    --output text 2>/dev/null
}

rename() { # from, to
  echo "$1 becomes $2"
  aws rds modify-db-instance --db-instance-identifier "$1" --new-db-instance-identifier "$2" --apply-immediately \
    --query DBInstance.DBInstanceStatus --output text
  local until=$((SECONDS + ${WAIT_SECONDS:-900}))
  until [[ $(exists "$2") == available ]]; do
    if ((SECONDS >= until)); then
      echo "$2 is not available after ${WAIT_SECONDS:-900} seconds" >&2
      exit 1
    fi
    sleep 10
  done
}

if [[ -z $(exists "$restored") ]]; then
  echo "there is no instance $restored in $AWS_REGION" >&2
  exit 1
fi
status=$(exists "$database" || true)
if [[ -n $status && $status != available ]]; then
  echo "$database is $status, and RDS renames available instances only; point the servers at $restored instead" >&2
  exit 1
fi
if [[ -n $status ]]; then
  rename "$database" "$old"
fi
rename "$restored" "$database"
echo "$database is the restored instance; replicas still follow $old"
