import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import { Certificate, type CertificateProps, type IDnsZone } from "@modules/aws/dns/certificate";
import { HostedZone } from "@modules/aws/dns/hosted-zone";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth, synthAll, testStack } from "@modules/testing/synth";
import { expect, test } from "vitest";

function certificate(props: Partial<CertificateProps> = {}): Json {
  return synth((stack) => {
    const zone = new HostedZone(stack, "zone", { domain: "example.com", comment: "Shop" });
    new Certificate(stack, "certificate", { domainName: "example.com", zone, ...props });
  });
}

test("validates each name by a record of its own", () => {
  const json = certificate({ alternativeNames: ["api.example.com"] });

  const records = Object.values<Json>(json.resource.aws_route53_record);
  expect(records.map(({ name }) => /== "(.*)"\]/.exec(name)?.[1])).toEqual(["example.com", "api.example.com"]);
  expect(only(json, "aws_acm_certificate_validation").validation_record_fqdns).toHaveLength(2);
});

test("makes one record for a domain and its wildcard, which share it", () => {
  const json = certificate({ alternativeNames: ["*.example.com"] });

  expect(only(json, "aws_route53_record")).toMatchObject({ allow_overwrite: true });
  expect(only(json, "aws_acm_certificate").subject_alternative_names).toEqual(["*.example.com"]);
});

test("keeps the address of a record when a name is added before it", () => {
  const before = Object.keys(certificate({ alternativeNames: ["b.example.com"] }).resource.aws_route53_record);
  const after = Object.keys(
    certificate({ alternativeNames: ["a.example.com", "b.example.com"] }).resource.aws_route53_record,
  );

  expect(after).toEqual(expect.arrayContaining(before));
});

test("replaces a certificate before the old one goes", () => {
  expect(only(certificate(), "aws_acm_certificate")).toMatchObject({
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
});

test("shares the records of a certificate in another region instead of owning them too", () => {
  const { east, west } = synthAll((app) => {
    const [first, second] = [testStack(app, "east"), testStack(app, "west")];
    const zone = new HostedZone(first, "zone", { domain: "example.com", comment: "Shop" });
    const props = { domainName: "example.com", zone };
    const validatedWith = new Certificate(first, "certificate", props);
    new Certificate(second, "certificate", { ...props, validatedWith });
  });

  expect(only(west, "aws_acm_certificate_validation").validation_record_fqdns).toMatchObject([
    expect.stringContaining("terraform_remote_state"),
  ]);
  expect(only(east, "aws_route53_record")).toBeDefined();
  expect(west.resource.aws_route53_record).toBeUndefined();
});

test("is validated in another DNS by what its zone makes of a record", () => {
  const json = synth((stack) => {
    const zone: IDnsZone = {
      name: "example.com",
      addValidationRecord: (scope, id, record) => new SsmParameter(scope, id, record).name,
    };
    new Certificate(stack, "certificate", { domainName: "app.example.com", alternativeNames: ["*.example.com"], zone });
  });

  expect(json.resource.aws_route53_record).toBeUndefined();
  const records = Object.values<Json>(json.resource.aws_ssm_parameter);
  expect(records.map(({ value }) => /option\.(\w+) .* "(.*)"\]/.exec(value)?.slice(1))).toEqual([
    ["resource_record_value", "app.example.com"],
    ["resource_record_value", "example.com"],
  ]);
  expect(only(json, "aws_acm_certificate_validation").validation_record_fqdns).toEqual(
    Object.keys(json.resource.aws_ssm_parameter).map((id) => `\${aws_ssm_parameter.${id}.name}`),
  );
});

test("fails on a first name that is too long for a common name", () => {
  expect(() => certificate({ domainName: `${"a".repeat(60)}.example.com` })).toThrow(
    "domainName must have at most 64 characters, got aaa",
  );
});

test("fails on a name outside the zone", () => {
  expect(() => certificate({ alternativeNames: ["api.notexample.com"] })).toThrow(
    "names must lie in the zone example.com, got api.notexample.com",
  );
});
