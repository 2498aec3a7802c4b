import { Certificate } from "@modules/aws/edge/certificate";
import { validationZone } from "@modules/cloudflare/dns/validation";
import { expect, test } from "vitest";
import { type Json, only, synth } from "../../../support/synth";
import { exampleZone } from "../support";

const json = synth((stack) => {
  const zone = validationZone(exampleZone(stack));
  new Certificate(stack, "certificate", {
    domainName: "app.example.com",
    alternativeNames: ["api.example.com"],
    zone,
  });
});
const records = Object.entries<Json>(json.resource.cloudflare_dns_record);

test("proves each name of a certificate in the zone, to whoever asks", () => {
  expect(records).toHaveLength(2);
  for (const [, record] of records) {
    expect(record).toMatchObject({ zone_id: "${cloudflare_zone.zone.id}", proxied: false, ttl: 300 });
  }
});

test("leaves out the dots at the end, which Cloudflare drops and each plan would add again", () => {
  for (const [, { name, content }] of records) {
    expect(name).toMatch(/^\$\{trimsuffix\(.*resource_record_name.*, "\."\)\}$/);
    expect(content).toMatch(/^\$\{trimsuffix\(.*resource_record_value.*, "\."\)\}$/);
  }
});

test("has the certificate wait for its records", () => {
  expect(only(json, "aws_acm_certificate_validation").validation_record_fqdns).toEqual(
    records.map(([id]) => `\${cloudflare_dns_record.${id}.name}`),
  );
});
