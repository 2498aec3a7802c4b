import { inputRules } from "@modules/config/iptables";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { APP_PORT, METRICS_PORT, NODE_METRICS_PORT } from "../aws/network";
import { WEB_PORT } from "./limits";

/** Files `rules.v4` and `rules.v6` of the API servers, which allow the same traffic as the security groups. */
export function firewall({
  access,
  network,
  monitoring,
  proxies,
}: FreeagenticsEnvironment): Record<"v4" | "v6", string> {
  const servers = monitoring ? [monitoring.primary.privateIp, monitoring.secondary.privateIp] : [];
  const cidrs = (group: string) => Object.values(network.subnets[group]?.cidrs ?? {});
  const ports = [
    { source: `${access.bastionIp}/32`, port: 22 },
    ...cidrs("public").map((source) => ({ source, port: APP_PORT })),
    ...(proxies?.tier ? cidrs("private") : []).flatMap((source) =>
      [APP_PORT, WEB_PORT].map((port) => ({ source, port })),
    ),
    ...servers.flatMap((server) => [METRICS_PORT, NODE_METRICS_PORT].map((port) => ({ source: `${server}/32`, port }))),
  ];
  return { v4: inputRules({ family: "ipv4", ports }), v6: inputRules({ family: "ipv6", ports: [] }) };
}
