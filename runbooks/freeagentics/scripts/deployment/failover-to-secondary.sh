#!/usr/bin/env bash
# Fails the platform over to us-west-2. This cannot be undone: a promoted replica
# does not replicate again, and writes that it had not received are lost. A step that
# fails ends the script; all steps can be repeated, so run it again.
#
#   HOSTED_ZONE_ID=... failover-to-secondary.sh
#
# HOSTED_ZONE_ID   id of the zone aws.freeagentics.com
# MIN, DESIRED     minimum and number of servers afterwards; default 3 and 5
# WAIT_SECONDS     longest wait for the promotion; default 1800
set -Eeuo pipefail

zone=${HOSTED_ZONE_ID:?must be the id of the zone aws.freeagentics.com}
scripts=$(dirname "${BASH_SOURCE[0]}")/..
replica=freeagentics-west-replica
secret=freeagentics/database-credentials
group=freeagentics-app

step() {
  echo "$(date -u +%H:%M:%S) $*"
}

source_of_replica() {
  aws rds describe-db-instances --region us-west-2 --db-instance-identifier "$replica" \
    --query 'DBInstances[0].ReadReplicaSourceDBInstanceIdentifier' --output text
}

# Two regions must never write at the same time. An unreachable us-east-1 cannot be stopped.
step "stop the servers of us-east-1"
aws autoscaling update-auto-scaling-group --region us-east-1 --auto-scaling-group-name "$group" \
  --min-size 0 --max-size 0 --desired-capacity 0 --cli-connect-timeout 10 --cli-read-timeout 20 ||
  echo "WARNING: us-east-1 did not answer; repeat this as soon as it does, before its servers write" >&2

step "promote $replica"
if [[ $(source_of_replica) != None ]]; then
  aws rds promote-read-replica --region us-west-2 --db-instance-identifier "$replica" \
    --backup-retention-period 7 --preferred-backup-window 02:00-03:00 --query DBInstance.DBInstanceStatus
fi
until=$((SECONDS + ${WAIT_SECONDS:-1800}))
while [[ $(source_of_replica) != None ]]; do
  if ((SECONDS >= until)); then
    echo "still a replica after ${WAIT_SECONDS:-1800} seconds" >&2
    exit 1
  fi
  sleep 15
done
aws rds wait db-instance-available --region us-west-2 --db-instance-identifier "$replica"

# The replicated secret follows rotations in us-east-1 until it is detached, and contains the old host.
step "take over the password"
if [[ $(aws secretsmanager describe-secret --region us-west-2 --secret-id "$secret" \
  --query 'PrimaryRegion' --output text) != us-west-2 ]]; then
  # A second run finds no replica any more; if the secret still were one, writing it below would fail.
  aws secretsmanager stop-replication-to-replica --region us-west-2 --secret-id "$secret" --query ARN ||
    echo "the secret was detached before"
fi
host=$(aws rds describe-db-instances --region us-west-2 --db-instance-identifier "$replica" \
  --query 'DBInstances[0].Endpoint.Address' --output text)
aws secretsmanager get-secret-value --region us-west-2 --secret-id "$secret" --query SecretString --output text |
  jq -cj --arg host "$host" --arg id "$replica" \
    '.host = $host | .dbInstanceIdentifier = $id | if .url then .url |= sub("@[^:/]+:"; "@" + $host + ":") else . end' |
  aws secretsmanager put-secret-value --region us-west-2 --secret-id "$secret" \
    --secret-string file:///dev/stdin --query VersionId

step "start ${DESIRED:-5} servers"
aws autoscaling update-auto-scaling-group --region us-west-2 --auto-scaling-group-name "$group" \
  --min-size "${MIN:-3}" --desired-capacity "${DESIRED:-5}"

step "turn the names to us-west-2"
read -r balancer balancer_zone < <(aws elbv2 describe-load-balancers --region us-west-2 --names freeagentics-alb \
  --query 'LoadBalancers[0].[DNSName,CanonicalHostedZoneId]' --output text)
# Every name that fails over: that of the load balancers and, where they serve, that of the proxies.
names=$(aws route53 list-resource-record-sets --hosted-zone-id "$zone" \
  --query "ResourceRecordSets[?SetIdentifier=='primary-us-east-1'].Name" --output json)
changes=$(jq -c --argjson names "$names" --arg balancer "$balancer" --arg zone "$balancer_zone" \
  '.Changes |= [.[] as $change | $names[] as $name | $change | .ResourceRecordSet |=
    (.Name = $name | .AliasTarget += {DNSName: $balancer, HostedZoneId: $zone})]' \
  "$scripts/failover-dns-changes.json")
change=$(aws route53 change-resource-record-sets --hosted-zone-id "$zone" --change-batch "$changes" \
  --query ChangeInfo.Id --output text)
aws route53 wait resource-record-sets-changed --id "$change"

step "warm the cache"
"$scripts/cache-warmer.sh" us-west-2 || echo "WARNING: the cache is cold; users wait longer at first" >&2

step "check"
"$scripts/health-check.sh" us-west-2
step "us-west-2 serves"
