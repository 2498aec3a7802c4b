#!/usr/bin/env bash
# Asks a region for the paths users ask most, so that it fills its cache from
# its database before they come.
#
#   cache-warmer.sh REGION [FILE]
#
# FILE has a path a line, # begins a comment; cache-paths.txt beside this unless given.
# ORIGIN   name the load balancer is certified for, origin.aws.freeagentics.com unless another
set -Eeuo pipefail

region=${1:?usage: cache-warmer.sh REGION [FILE]}
file=${2:-$(dirname "${BASH_SOURCE[0]}")/cache-paths.txt}
origin=${ORIGIN:-origin.aws.freeagentics.com}

balancer=$(aws elbv2 describe-load-balancers --region "$region" --names freeagentics-alb \
  --query 'LoadBalancers[0].DNSName' --output text)

# The region itself, wherever the name leads now.
warm() {
  curl --silent --show-error --output /dev/null --max-time 30 --connect-to "$origin:443:$balancer:443" \
    --write-out '%{http_code} %{time_total}s %{url}\n' "https://$origin$1"
}

failed=0
while IFS= read -r path; do
  [[ -z $path || $path == \#* ]] && continue
  warm "$path" || failed=$((failed + 1))
done <"$file"

if ((failed > 0)); then
  echo "cache-warmer: $failed paths of $region did not answer" >&2
  exit 1
fi
