import type { AlarmSpec } from "../operations/alarm";

export interface NatGatewayAlarmLimits {
  /** Dropped packets in five minutes above which the alarm fires. @default 1000 */
  readonly droppedPackets?: number;
}

/**
 * Alarms of a NAT gateway.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natGatewayAlarms(natGatewayId: string, { droppedPackets = 1000 }: NatGatewayAlarmLimits = {}) {
  return {
    ports: {
      metric: {
        namespace: "AWS/NATGateway",
        name: "ErrorPortAllocation",
        dimensions: { NatGatewayId: natGatewayId },
        statistic: "Sum",
      },
      above: 0,
      severity: "critical",
      description: "The NAT gateway has no free port: connections to one destination fail. Add an address to it",
    },
    "dropped-packets": {
      metric: {
        namespace: "AWS/NATGateway",
        name: "PacketsDropCount",
        dimensions: { NatGatewayId: natGatewayId },
        statistic: "Sum",
      },
      above: droppedPackets,
      severity: "warning",
      description: `The NAT gateway dropped more than ${droppedPackets} packets in five minutes, three times in a row`,
    },
  } satisfies Record<string, AlarmSpec>;
}
