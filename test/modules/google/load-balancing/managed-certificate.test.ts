import type { Json } from "@modules/checks/json";
import { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { TerraformOutput } from "cdktf";
import { expect, test } from "vitest";

function certificate(domainName = "www.example.com", overrides = {}): Json {
  return synth((stack) => {
    const { proof } = new ManagedCertificate(stack, "www", { name: "shop", domainName, overrides });
    new TerraformOutput(stack, "proof", { value: proof.name, staticId: true });
  });
}

test("is issued by a DNS record of the project alone, so that the domain may lead elsewhere", () => {
  const json = certificate();
  const { type, domain } = only(json, "google_certificate_manager_dns_authorization");

  expect([type, domain]).toEqual(["PER_PROJECT_RECORD", "www.example.com"]);
  expect(only(json, "google_certificate_manager_certificate").managed).toEqual({
    domains: ["www.example.com"],
    dns_authorizations: [expect.stringMatching(/^\$\{google_certificate_manager_dns_authorization\.\w+\.id\}$/)],
  });
});

test("exposes the record without the dot at the end of its name", () => {
  expect(certificate().output.proof.value).toMatch(
    /^\$\{trimsuffix\(google_certificate_manager_dns_authorization\.\w+\.dns_resource_record\[0\]\.name, "\."\)\}$/,
  );
});

test("is named after its domain, so that the next one can exist before the last is deleted", () => {
  const [one, other] = ["www.example.com", "www.example.org"].map((domain) =>
    only(certificate(domain), "google_certificate_manager_certificate"),
  );

  expect(one!.name).toMatch(/^shop-[0-9a-f]{8}$/);
  expect(other!.name).not.toBe(one!.name);
  expect(one!.lifecycle).toEqual({ create_before_destroy: true });
});

test("lets overrides replace its own arguments", () => {
  const json = certificate("www.example.com", { description: "Shop" });

  expect(only(json, "google_certificate_manager_certificate").description).toBe("Shop");
});
