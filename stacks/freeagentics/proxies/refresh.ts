import { quoted } from "@modules/core/container-unit";
import { HAPROXY_CERTIFICATE } from "./haproxy";
import { NGINX_CERTIFICATES } from "./nginx";

export type ProxyProgram = "haproxy" | "nginx";

/**
 * For each proxy program: its files on an instance, the path of its certificate, and the command that checks a
 * configuration.
 */
export const PROGRAMS: Readonly<
  Record<ProxyProgram, { config: string; certificate: string; pairs: readonly string[]; check: string }>
> = {
  haproxy: {
    config: "/etc/haproxy/haproxy.cfg",
    certificate: HAPROXY_CERTIFICATE,
    pairs: [HAPROXY_CERTIFICATE],
    check: "haproxy -c -q -f",
  },
  nginx: {
    config: "/etc/nginx/nginx.conf",
    certificate: `${NGINX_CERTIFICATES}/cert.pem`,
    pairs: [`${NGINX_CERTIFICATES}/cert.pem`, `${NGINX_CERTIFICATES}/key.pem`],
    check: "nginx -t -q -c",
  },
};

/** Time before a certificate's expiry from which the program reports a failure, in seconds: two weeks. */
const EXPIRY_SECONDS = 14 * 24 * 3600;

/** File on an instance with the rendered configuration, which has a placeholder for the servers. */
export const TEMPLATE = "/etc/proxy/template";

export interface RefreshProps {
  readonly program: ProxyProgram;
  readonly region: string;
  /** Auto Scaling group of the servers. */
  readonly group: string;
  /** Name of the secret with the certificate, its chain and its private key. */
  readonly secret: string;
  /** Namespace of the metric `Failed`: 1 when the program failed or the certificate expires soon, otherwise 0. */
  readonly namespace: string;
}

/**
 * A shell program that writes the certificate and the servers of an Auto Scaling group to the files of a proxy, and
 * reloads the proxy. It replaces the files when they have changed and the proxy's check accepts them. When AWS does not
 * respond, or no server is in service, the proxy keeps its current servers. Servers that Auto Scaling reports as
 * unhealthy stay in the list, because a new proxy could otherwise not start while the application fails. The proxies
 * check the health of servers themselves.
 */
export function refreshProgram({ program, region, group, secret, namespace }: RefreshProps): string {
  const { config, certificate, pairs, check } = PROGRAMS[program];
  const candidate = pairs.map((path) => `-e "s|${path}|$work/certificate|"`).join(" ");
  return `#!/bin/bash
set -euo pipefail
export AWS_DEFAULT_REGION=${region}
umask 077
work=$(mktemp -d)
failed=1
finish() {
  rm -rf "$work"
  aws cloudwatch put-metric-data --namespace ${namespace} --metric-name Failed --value $failed
}
trap finish EXIT

serving="AutoScalingGroups[].Instances[] | [?LifecycleState=='InService'].InstanceId"
instances=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${quoted(group)} \\
  --query "$serving" --output text)
[ -n "$instances" ] || { echo "no server of ${group} is in service; the proxy keeps those that it has" >&2; exit 1; }
aws ec2 describe-instances --instance-ids $instances \\
  --query 'Reservations[].Instances[].[InstanceId, PrivateIpAddress]' --output text | sort >"$work/servers"
awk 'NR == FNR { name[NR] = $1; address[NR] = $2; servers = NR; next }
  !/@ADDRESS@/ { print; next }
  { for (i = 1; i <= servers; i++) { line = $0; gsub(/@NAME@/, name[i], line); gsub(/@ADDRESS@/, address[i], line); print line } }
' "$work/servers" ${TEMPLATE} >"$work/config"

ill=0
if aws secretsmanager get-secret-value --secret-id ${quoted(secret)} --query SecretString --output text >"$work/certificate"; then
  openssl x509 -in "$work/certificate" -noout -checkend ${EXPIRY_SECONDS} || ill=1
else
  ill=1
  cp ${certificate} "$work/certificate"
fi
if ! cmp -s "$work/config" ${config} || ! cmp -s "$work/certificate" ${certificate} ||
  ! systemctl --quiet is-active ${program}; then
  sed ${candidate} "$work/config" >"$work/candidate"
  ${check} "$work/candidate"
  cp "$work/config" ${config}
  cp "$work/certificate" ${certificate}
  systemctl reload-or-restart ${program}
fi
failed=$ill
`;
}
