#!/usr/bin/env bash
# Checks that a region can serve users: database, cache, servers and public name.
# Prints a line for each check and fails if one of them failed.
#
#   health-check.sh REGION
#
# DATABASE   identifier of the region's database; default freeagentics-west-replica
# SITE       public host name; default api.freeagentics.com
set -Eeuo pipefail

region=${1:?usage: health-check.sh REGION}
database=${DATABASE:-freeagentics-west-replica}
site=${SITE:-api.freeagentics.com}
failed=0

check() { # name, expected, actual
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

# Through Cloudflare, because the load balancer admits only Cloudflare and the CDN. The answer comes from the region that
# the DNS name points to; for a minute after a failover that may still be the old one.
check "https://$site/health" 200 "$(curl --silent --fail --output /dev/null --max-time 15 \
  --retry 6 --retry-delay 15 --retry-all-errors --write-out '%{http_code}' "https://$site/health" || true)"

exit "$failed"
