import { TrustStore, type TrustStoreProps } from "@modules/aws/load-balancing/trust-store";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const AUTHORITY = "-----BEGIN CERTIFICATE-----\nMIIB+w/=\nAQ==\n-----END CERTIFICATE-----\n";

function store({ versioned, ...props }: Partial<TrustStoreProps> & { readonly versioned?: boolean } = {}): Json {
  return synth((stack) => {
    const bucket = new Bucket(stack, "trusted", { name: "shop-trust", versioned });
    new TrustStore(stack, "clients", { name: "shop", authorities: AUTHORITY, bucket, ...props });
  });
}

test("writes the authorities to the bucket after its versioning", () => {
  expect(only(store(), "aws_s3_object")).toMatchObject({
    bucket: expect.stringContaining("aws_s3_bucket_versioning."),
    key: "trust-stores/shop.pem",
    content: AUTHORITY,
  });
});

test("refers to the version of the authorities, and is replaced before it is deleted", () => {
  expect(only(store(), "aws_lb_trust_store")).toMatchObject({
    name: "shop",
    ca_certificates_bundle_s3_bucket: "${aws_s3_object.clients_bundle_8E6CD684.bucket}",
    ca_certificates_bundle_s3_key: "${aws_s3_object.clients_bundle_8E6CD684.key}",
    ca_certificates_bundle_s3_object_version: "${aws_s3_object.clients_bundle_8E6CD684.version_id}",
    lifecycle: { create_before_destroy: true },
  });
});

test("accepts several authorities", () => {
  const authorities = `${AUTHORITY}${AUTHORITY}`;

  expect(only(store({ authorities }), "aws_s3_object").content).toBe(authorities);
});

test.each(["", "config/ca.pem", `${AUTHORITY}-----BEGIN PRIVATE KEY-----`])(
  "fails on authorities that are not certificates in PEM (%#)",
  (authorities) => {
    expect(() => store({ authorities })).toThrow("stack/clients: authorities must be certificates in PEM, got");
  },
);

test("fails on a bucket that does not keep versions", () => {
  expect(() => store({ versioned: false })).toThrow("versioned must be true where versions are needed, got false");
});

test("fails on a name that AWS refuses", () => {
  expect(() => store({ name: "shop_clients" })).toThrow("clients: name must be 1 to 32 letters, digits and hyphens");
});
