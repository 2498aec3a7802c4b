import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/dafnckmachine/production";
import { stacks } from "../../../support/stacks";

const stack = stacks["dafnckmachine-production-google-records"]!;

test("points the name of Google Cloud at its load balancer, in the environment's Route 53 zone", () => {
  expect(only(stack, "aws_route53_record")).toMatchObject({
    zone_id: expect.stringContaining("production-dns.outputs"),
    name: expect.stringMatching(/^gcp\./),
    type: "A",
    records: [expect.stringContaining("production-google-compute.outputs")],
  });
});

test("is in the environment's AWS account", () => {
  expect(stack.provider.aws[0]).toMatchObject({
    region: production.account.region,
    allowed_account_ids: [production.account.id],
  });
});

test("is left out without Google Cloud", () => {
  expect(stacks).not.toHaveProperty(["dafnckmachine-staging-google-records"]);
});
