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

test("validates each name with a record", () => {
  const json = certificate({ alternativeNames: ["api.example.com"] });

  const records = Object.values<Json>(json.resource.aws_route53_record);
  expect(records.map(({ name }) => /== "(.*)"\]/.exec(name)?.[1])).toEqual(["example.com", "api.example.com"]);
  expect(only(json, "aws_acm_certificate_validation").validation_record_fqdns).toHaveLength(2);
});

test("makes one record for a domain and its wildcard", () => {
  const json = certificate({ alternativeNames: ["*.example.com"] });

  expect(only(json, "aws_route53_record")).toMatchObject({ allow_overwrite: true });
  expect(only(json, "aws_acm_certificate").subject_alternative_names).toEqual(["*.example.com"]);
});

test("keeps the addresses of records when a name is added before them", () => {
  const before = Object.keys(certificate({ alternativeNames: ["b.example.com"] }).resource.aws_route53_record);
  const after = Object.keys(
    certificate({ alternativeNames: ["a.example.com", "b.example.com"] }).resource.aws_route53_record,
  );

  expect(after).toEqual(expect.arrayContaining(before));
});

test("creates a replacement before it deletes the old certificate", () => {
  expect(only(certificate(), "aws_acm_certificate")).toMatchObject({
    validation_method: "DNS",
    lifecycle: { create_before_destroy: true },
  });
});

test("uses the validation records of a certificate in another region", () => {
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

test("adds its validation records to a zone outside of Route 53", () => {
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

test("fails on a common name of more than 64 characters", () => {
  expect(() => certificate({ domainName: `${"a".repeat(60)}.example.com` })).toThrow(
    "domainName must be at most 64 characters, got aaa",
  );
});

test("fails on a name outside the zone", () => {
  expect(() => certificate({ alternativeNames: ["api.notexample.com"] })).toThrow(
    "alternativeNames must be in the zone example.com, got api.notexample.com",
  );
});

test("lets overrides replace arguments of the certificate", () => {
  expect(only(certificate({ overrides: { keyAlgorithm: "EC_prime256v1" } }), "aws_acm_certificate")).toMatchObject({
    domain_name: "example.com",
    key_algorithm: "EC_prime256v1",
  });
});

test("makes nothing for a certificate that exists", () => {
  const arn = "arn:aws:acm:us-east-1:111122223333:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
  const json = synth((stack) => {
    const existing = Certificate.fromExisting(stack, "certificate", { arn, names: ["*.example.com"] });
    expect(existing).toMatchObject({ arn, names: ["*.example.com"] });
  });

  expect(json.resource).toBeUndefined();
});
