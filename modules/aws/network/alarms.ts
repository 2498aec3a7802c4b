import type { AlarmSpec } from "../operations/alarm";

/**
 * Alarms of a NAT gateway.
 * https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
 */
export function natGatewayAlarms(natGatewayId: string) {
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
  } satisfies Record<string, AlarmSpec>;
}
