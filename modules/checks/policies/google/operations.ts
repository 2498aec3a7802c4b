/** Alert policies, notification channels and uptime checks. */
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

export const googleOperations: readonly Rule[] = [
  {
    id: "google-alert-channel",
    name: "alert policies notify a channel",
    type: "google_monitoring_alert_policy",
    severity: "medium",
    topic: "monitoring",
    holds: ({ block }) => list(block.notification_channels).length > 0 && block.enabled !== false,
    fix: "set notification_channels to a channel with recipients, and leave out enabled",
    broken: { display_name: "silent", notification_channels: [] },
    mended: { display_name: "loud", notification_channels: ["channel"] },
    page: "https://cloud.google.com/monitoring/support/notification-options",
  },
  {
    id: "google-alert-runbook",
    name: "alert policies link to a runbook",
    type: "google_monitoring_alert_policy",
    severity: "low",
    topic: "monitoring",
    unprotected: "ignore",
    holds: ({ block }) => list(nested(block.documentation).links).some(({ url }) => String(url).startsWith("https://")),
    fix: "set documentation.links to the page that says what to do",
    broken: { documentation: { content: "Broken" } },
    mended: { documentation: { links: [{ display_name: "Runbook", url: "https://example.com/alarms.md#down" }] } },
    page: "https://cloud.google.com/monitoring/alerts/doc-variables",
  },
  {
    id: "google-uptime-check-alert",
    name: "uptime checks have an alert policy",
    type: "google_monitoring_uptime_check_config",
    severity: "medium",
    topic: "monitoring",
    holds: (one, all) => all.companions(one, "google_monitoring_alert_policy").length > 0,
    fix: "add a google_monitoring_alert_policy on the check's metric check_passed",
    broken: { display_name: "unheard" },
    mended: { display_name: "heard" },
    beside: {
      google_monitoring_alert_policy: {
        it: { conditions: [{ filter: "${google_monitoring_uptime_check_config.it.uptime_check_id}" }] },
      },
    },
    page: "https://cloud.google.com/monitoring/uptime-checks",
  },
  {
    id: "google-objective-alert",
    name: "objectives have alert policies",
    type: "google_monitoring_slo",
    severity: "medium",
    topic: "monitoring",
    holds: (one, all) => all.companions(one, "google_monitoring_alert_policy").length > 0,
    fix: "add a google_monitoring_alert_policy on select_slo_burn_rate",
    broken: { goal: 0.999 },
    mended: { goal: 0.999 },
    beside: {
      google_monitoring_alert_policy: {
        it: { conditions: [{ filter: 'select_slo_burn_rate("${google_monitoring_slo.it.name}", "3600s")' }] },
      },
    },
    page: "https://cloud.google.com/stackdriver/docs/solutions/slo-monitoring/alerting-on-budget-burn-rate",
  },
];
