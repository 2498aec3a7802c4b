import type { AlertSet } from "../operations/alert-policy";

export interface NatAlertLimits {
  /** Packets that the gateway may drop in five minutes. @default 1000 */
  readonly droppedPackets?: number;
}

/**
 * Alerts of a Cloud NAT gateway.
 * https://cloud.google.com/nat/docs/monitoring
 */
export function natAlerts(gateway: string, { droppedPackets = 1000 }: NatAlertLimits = {}): AlertSet {
  const nat = { resource: "nat_gateway", labels: { "resource.labels.gateway_name": gateway } };
  return {
    ports: {
      metric: {
        ...nat,
        type: "router.googleapis.com/nat/nat_allocation_failed",
        aligner: "ALIGN_COUNT_TRUE",
        reducer: "REDUCE_SUM",
      },
      above: 0,
      minutes: 5,
      severity: "critical",
      section: "cloud-nat-ports",
      description: "The NAT gateway has no free port for an instance: its new connections fail",
    },
    "dropped-packets": {
      metric: {
        ...nat,
        type: "router.googleapis.com/nat/dropped_sent_packets_count",
        aligner: "ALIGN_DELTA",
        reducer: "REDUCE_SUM",
        groupBy: ["metric.labels.reason"],
      },
      above: droppedPackets,
      minutes: 10,
      severity: "warning",
      section: "cloud-nat-ports",
      description: `The NAT gateway dropped more than ${droppedPackets} packets in five minutes, three times in a row`,
    },
  };
}
