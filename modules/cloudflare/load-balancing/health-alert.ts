import { NotificationPolicy } from "@cdktf/provider-cloudflare/lib/notification-policy";
import { Construct } from "constructs";
import type { IPool } from "./pool";

export interface HealthAlertProps {
  readonly accountId: string;

  readonly name: string;

  readonly pools: readonly IPool[];

  /** Mailboxes; Cloudflare asks them for nothing first. */
  readonly emails: readonly string[];
}

/** Mail whenever a pool or one of its origins falls ill or recovers. */
export class HealthAlert extends Construct {
  constructor(scope: Construct, id: string, { accountId, name, pools, emails }: HealthAlertProps) {
    super(scope, id);
    if (emails.length === 0) {
      throw new Error(`${this.node.path}: emails must name at least one mailbox, got none`);
    }
    new NotificationPolicy(this, "Default", {
      accountId,
      name,
      description: "Health of load balancing pools",
      enabled: true,
      alertType: "load_balancing_health_alert",
      filters: {
        poolId: pools.map((pool) => pool.id),
        eventSource: ["pool", "origin"],
        newHealth: ["Healthy", "Unhealthy"],
      },
      mechanisms: { email: emails.map((id) => ({ id })) },
    });
  }
}
