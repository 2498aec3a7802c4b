import { validationZone } from "@modules/cloudflare/dns/validation-zone";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";
import { exampleZone } from "../support";

const RECORD = { name: "_1a2b.app.example.com", type: "CNAME", value: "_3c4d.acm-validations.example.net" };

test("adds validation records that are not proxied, and returns their names", () => {
  const json = synth((stack) => {
    const zone = validationZone(exampleZone(stack));
    new TerraformOutput(stack, "validated", { value: zone.addValidationRecord(stack, "app", RECORD), staticId: true });
    expect(zone.name).toBe("example.com");
  });

  expect(only(json, "cloudflare_dns_record")).toMatchObject({
    zone_id: "${cloudflare_zone.zone.id}",
    name: RECORD.name,
    type: "CNAME",
    content: RECORD.value,
    proxied: false,
    ttl: 300,
  });
  expect(json.output.validated.value).toBe("${cloudflare_dns_record.app.name}");
});
