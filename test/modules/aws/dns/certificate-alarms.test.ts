import { certificateAlarms } from "@modules/aws/dns/certificate-alarms";
import { expect, test } from "vitest";

test("fires when ACM has not renewed a certificate thirty days before its end", () => {
  expect(certificateAlarms("arn:aws:acm:us-east-1:111122223333:certificate/abc").expiry).toMatchObject({
    below: 30,
    periods: 1,
    metric: { name: "DaysToExpiry", periodSeconds: 86_400 },
  });
});
