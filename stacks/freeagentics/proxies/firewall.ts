import { inputRules } from "@modules/config/iptables";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { APP_PORT, METRICS_PORT, NODE_METRICS_PORT } from "../aws/network";

/** `rules.v4` and `rules.v6` of the API's servers; the security groups admit the same. */
export function firewall({ access, network, monitoring }: FreeagenticsEnvironment): Record<"v4" | "v6", string> {
  const servers = monitoring ? [monitoring.primary.privateIp, monitoring.secondary.privateIp] : [];
  const ports = [
    { source: `${access.bastionIp}/32`, port: 22 },
    ...Object.values(network.subnets.public?.cidrs ?? {}).map((source) => ({ source, port: APP_PORT })),
    ...servers.flatMap((server) => [METRICS_PORT, NODE_METRICS_PORT].map((port) => ({ source: `${server}/32`, port }))),
  ];
  return { v4: inputRules({ family: "ipv4", ports }), v6: inputRules({ family: "ipv6", ports: [] }) };
}
