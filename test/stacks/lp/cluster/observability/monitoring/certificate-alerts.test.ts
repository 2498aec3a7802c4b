import { expect, test } from "vitest";
import { CERTIFICATE_ALERTS } from "../../../../../../stacks/lp/cluster/observability/monitoring/certificate-alerts";

test("alerts two weeks before a certificate expires, and when one cannot be issued", () => {
  const [endsSoon, notReady] = CERTIFICATE_ALERTS.rules;

  expect(endsSoon).toMatchObject({ expr: expect.stringContaining("< 14 * 86400"), labels: { severity: "critical" } });
  expect(notReady!.expr).toContain("certmanager_certificate_ready_status");
});
