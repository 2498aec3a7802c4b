#!/usr/bin/env bash
# Requests the most used paths of a region, so that its cache is filled from the
# database before users arrive.
#
#   cache-warmer.sh REGION [FILE]
#
# FILE           a path on each line, comments begin with #; default cache-paths.txt beside this script
# WAIT_SECONDS   longest wait for the answers; default 300
set -Eeuo pipefail

region=${1:?usage: cache-warmer.sh REGION [FILE]}
file=${2:-$(dirname "${BASH_SOURCE[0]}")/cache-paths.txt}

# A server sends the requests to itself, because the load balancer admits only Cloudflare and the CDN.
server=$(aws autoscaling describe-auto-scaling-groups --region "$region" --auto-scaling-group-names freeagentics-app \
  --query "AutoScalingGroups[0].Instances[?LifecycleState=='InService']|[0].InstanceId" --output text)
if [[ $server != i-* ]]; then
  echo "cache-warmer: $region has no server in service" >&2
  exit 1
fi

# A single command that fails if one of the paths does not answer.
parameters=$(jq -Rnc '[inputs | select(test("^/"))] | {commands: (["failed=0"] + map(
    "curl --silent --show-error --output /dev/null --max-time 30 " +
    "--write-out \"%{http_code} %{time_total}s %{url}\\n\" " + ("http://localhost:8000" + . | @sh) + " || failed=1"
  ) + ["exit $failed"])}' "$file")
command=$(aws ssm send-command --region "$region" --instance-ids "$server" --document-name AWS-RunShellScript \
  --parameters "$parameters" --query Command.CommandId --output text)

answer() {
  aws ssm get-command-invocation --region "$region" --command-id "$command" --instance-id "$server" \
    --query "$1" --output text
}

until=$((SECONDS + ${WAIT_SECONDS:-300}))
status=Pending
while [[ $status =~ ^(Pending|InProgress|Delayed)$ ]] && ((SECONDS < until)); do
  sleep 2
  # The invocation exists only some seconds after the command was sent.
  status=$(answer Status || echo Pending)
done
answer '[StandardOutputContent, StandardErrorContent]' || true
if [[ $status != Success ]]; then
  echo "cache-warmer: not all paths of $region answered: $status" >&2
  exit 1
fi
