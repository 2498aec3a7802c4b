import { NotificationPolicy, type NotificationPolicyConfig } from "@cdktf/provider-cloudflare/lib/notification-policy";
import { checkLength } from "@modules/core/checks";
import { Construct } from "constructs";
import { planIncludes } from "./plan";
import type { IZone } from "./zone";

export interface ZoneAlertsProps {
  readonly accountId: string;

  readonly zone: IZone;

  /** Prefix of the notifications' names. */
  readonly name: string;

  /** Mail addresses, at least one. Cloudflare does not ask them to confirm. */
  readonly emails: readonly string[];

  /** Arguments of each notification that replace what this module sets. @default none */
  readonly overrides?: Partial<NotificationPolicyConfig>;
}

type Kind = Pick<NotificationPolicyConfig, "alertType" | "description" | "filters">;

/**
 * Mail about attacks on a zone, unreachable origins and certificates that Cloudflare cannot renew; from the business
 * plan on also about spikes of requests that the WAF blocks. Cloudflare can filter only the WAF notification by zone:
 * the others cover every zone of the account.
 * https://developers.cloudflare.com/notifications/notification-available/
 */
export class ZoneAlerts extends Construct {
  constructor(scope: Construct, id: string, props: ZoneAlertsProps) {
    super(scope, id);
    const { accountId, zone, name, emails, overrides } = props;
    checkLength(this, "emails", emails, 1);
    for (const [kind, policy] of Object.entries(kindsOf(zone))) {
      new NotificationPolicy(this, kind, {
        accountId,
        name: `${name}-${kind}`,
        enabled: true,
        mechanisms: { email: emails.map((address) => ({ id: address })) },
        ...policy,
        ...overrides,
      });
    }
  }
}

function kindsOf(zone: IZone): Readonly<Record<string, Kind>> {
  return {
    attacks: { alertType: "dos_attack_l7", description: "HTTP floods that Cloudflare stops" },
    origins: { alertType: "real_origin_monitoring", description: "Origins that Cloudflare cannot reach" },
    certificates: { alertType: "universal_ssl_event_type", description: "Validation and renewal of certificates" },
    ...(planIncludes(zone.plan, "business") && {
      "stopped-requests": {
        alertType: "clickhouse_alert_fw_anomaly",
        description: "Spikes of requests that the WAF stops",
        filters: { zones: [zone.id] },
      },
    }),
  };
}
