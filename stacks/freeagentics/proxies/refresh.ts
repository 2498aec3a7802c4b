import { quoted } from "@modules/core/container-unit";
import { HAPROXY_CERTIFICATE } from "./haproxy";
import { NGINX_CERTIFICATES } from "./nginx";

export type ProxyProgram = "haproxy" | "nginx";

/** Files of a program on an instance, and the command that checks them. */
export const PROGRAMS: Readonly<Record<ProxyProgram, { config: string; certificate: string; check: string }>> = {
  haproxy: {
    config: "/etc/haproxy/haproxy.cfg",
    certificate: HAPROXY_CERTIFICATE,
    check: "haproxy -c -q -f /etc/haproxy/haproxy.cfg",
  },
  nginx: {
    config: "/etc/nginx/nginx.conf",
    certificate: `${NGINX_CERTIFICATES}/cert.pem`,
    check: "nginx -t -q",
  },
};

/** Time before a certificate expires in which the program reports a failure: two weeks. */
const EXPIRY_SECONDS = 14 * 24 * 3600;

/** Rendered configuration on an instance, before the servers are known. */
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
 * A shell program that puts the certificate and the healthy servers of an Auto Scaling group into the files of a proxy,
 * and reloads the proxy when they have changed and its check accepts them. Without an answer of AWS, or without a
 * healthy server, the proxy keeps the servers that it has.
 */
export function refreshProgram({ program, region, group, secret, namespace }: RefreshProps): string {
  const { config, certificate, check } = PROGRAMS[program];
  return `#!/bin/sh
set -eu
export AWS_DEFAULT_REGION=${region}
umask 077
work=$(mktemp -d)
failed=1
finish() {
  rm -rf "$work"
  aws cloudwatch put-metric-data --namespace ${namespace} --metric-name Failed --value $failed
}
trap finish EXIT

healthy="AutoScalingGroups[].Instances[] | [?LifecycleState=='InService' && HealthStatus=='Healthy'].InstanceId"
instances=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names ${quoted(group)} \\
  --query "$healthy" --output text)
[ -n "$instances" ] || { echo "no server of ${group} is healthy; the proxy keeps those that it has" >&2; exit 1; }
aws ec2 describe-instances --instance-ids $instances \\
  --query 'Reservations[].Instances[].[InstanceId, PrivateIpAddress]' --output text | sort >"$work/servers"
awk 'NR == FNR { name[NR] = $1; address[NR] = $2; servers = NR; next }
  !/@ADDRESS@/ { print; next }
  { for (i = 1; i <= servers; i++) { line = $0; gsub(/@NAME@/, name[i], line); gsub(/@ADDRESS@/, address[i], line); print line } }
' "$work/servers" ${TEMPLATE} >"$work/config"

changed=
ill=0
replace() {
  cmp -s "$work/$1" "$2" && return
  [ ! -e "$2" ] || cp "$2" "$work/last-$1"
  cp "$work/$1" "$2"
  changed=yes
}
replace config ${config}
if aws secretsmanager get-secret-value --secret-id ${quoted(secret)} --query SecretString --output text >"$work/certificate"; then
  replace certificate ${certificate}
  openssl x509 -in "$work/certificate" -noout -checkend ${EXPIRY_SECONDS} || ill=1
else
  ill=1
fi
if [ -n "$changed" ] || ! systemctl --quiet is-active ${program}; then
  if ! ${check}; then
    [ ! -e "$work/last-config" ] || cp "$work/last-config" ${config}
    [ ! -e "$work/last-certificate" ] || cp "$work/last-certificate" ${certificate}
    exit 1
  fi
  systemctl reload-or-restart ${program}
fi
failed=$ill
`;
}
