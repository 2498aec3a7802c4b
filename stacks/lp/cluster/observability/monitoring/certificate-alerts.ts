import type { AlertRuleGroup } from "@modules/config/prometheus";

/** cert-manager's metrics; https://cert-manager.io/docs/devops-tips/prometheus-metrics/ */
const EXPIRY = "certmanager_certificate_expiration_timestamp_seconds";
const UNREADY = 'certmanager_certificate_ready_status{condition!="True"}';

/**
 * Alerts on certificates that were not renewed. cert-manager renews a month before
 * the expiry, Let's Encrypt sends no reminders, and Cloudflare stops connecting to
 * a gateway whose certificate has expired.
 */
export const CERTIFICATE_ALERTS: AlertRuleGroup = {
  name: "certificates",
  rules: [
    {
      alert: "CertificateEndsSoon",
      expr: `${EXPIRY} - time() < 14 * 86400`,
      for: "1h",
      labels: { severity: "critical" },
      annotations: { summary: "{{ $labels.name }} ends in less than two weeks and was not renewed" },
    },
    {
      alert: "CertificateNotReady",
      expr: `${UNREADY} == 1`,
      for: "1h",
      labels: { severity: "warning" },
      annotations: { summary: "{{ $labels.name }} could not be issued for an hour" },
    },
  ],
};
