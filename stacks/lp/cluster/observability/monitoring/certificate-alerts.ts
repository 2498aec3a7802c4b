import type { RuleGroup } from "@modules/config/prometheus";

/** Of cert-manager's own metrics; https://cert-manager.io/docs/devops-tips/prometheus-metrics/ */
const EXPIRY = "certmanager_certificate_expiration_timestamp_seconds";
const UNREADY = 'certmanager_certificate_ready_status{condition!="True"}';

/**
 * Certificates are renewed a month before they end, and who issues them writes to nobody
 * when they are not. Cloudflare asks no gateway whose own has ended.
 */
export const CERTIFICATES: RuleGroup = {
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
