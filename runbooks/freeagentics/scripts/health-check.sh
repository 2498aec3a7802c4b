#!/usr/bin/env bash
# Says what of a region is ready to serve, and fails if anything is not.
#
#   health-check.sh REGION
#
# DATABASE   identifier of the database there, freeagentics-west-replica unless another
# SITE       name that users ask for, api.freeagentics.com unless another
set -Eeuo pipefail

region=${1:?usage: health-check.sh REGION}
database=${DATABASE:-freeagentics-west-replica}
site=${SITE:-api.freeagentics.com}
failed=0

check() { # what, what is wanted, what there is
  if [[ $3 == "$2" ]]; then
    echo "ok      $1: $3"
  else
    echo "FAILED  $1: must be $2, got ${3:-nothing}"
    failed=1
  fi
}

here() {
  aws "$@" --region "$region" --output text || true
}

check "database $database" available "$(here rds describe-db-instances --db-instance-identifier "$database" \
  --query 'DBInstances[0].DBInstanceStatus')"
check "database follows" None "$(here rds describe-db-instances --db-instance-identifier "$database" \
  --query 'DBInstances[0].ReadReplicaSourceDBInstanceIdentifier')"
check cache available "$(here elasticache describe-replication-groups --replication-group-id freeagentics-redis \
  --query 'ReplicationGroups[0].Status')"

group=$(here elbv2 describe-target-groups --names freeagentics-api-tg --query 'TargetGroups[0].TargetGroupArn')
healthy=$(here elbv2 describe-target-health --target-group-arn "$group" \
  --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])")
check "a healthy server (of ${healthy:-0})" true "$([[ ${healthy:-0} -ge 1 ]] && echo true || echo false)"

# By way of Cloudflare, as the load balancer admits nobody else, so from whichever region the name leads to by now;
# for a minute after it turned that may be the old one.
check "https://$site/health" 200 "$(curl --silent --fail --output /dev/null --max-time 15 \
  --retry 6 --retry-delay 15 --retry-all-errors --write-out '%{http_code}' "https://$site/health" || true)"

exit "$failed"
