import { NotificationPolicy, type NotificationPolicyConfig } from "@cdktf/provider-cloudflare/lib/notification-policy";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IPool } from "./pool";

export interface HealthAlertProps {
  readonly accountId: string;

  readonly name: string;

  readonly pools: readonly IPool[];

  /** Mail addresses, at least one. Cloudflare does not ask them to confirm. */
  readonly emails: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<NotificationPolicyConfig>;
}

/** Mail when a pool or one of its origins becomes unhealthy or healthy. https://developers.cloudflare.com/notifications/ */
export class HealthAlert extends Construct {
  constructor(scope: Construct, id: string, props: HealthAlertProps) {
    super(scope, id);
    const { accountId, name, pools, emails, overrides } = props;
    check(this, emails.length > 0, "emails", "a list of at least one address", "none");
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
      ...overrides,
    });
  }
}
