import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

/** Platforms whose load balancers are behind CloudFront, and the port that CloudFront connects to. */
test.each([
  ["dafnckmachine", 443],
  ["freeagentics", 8443],
  ["phoenix-rooivalk", 8443],
])("opens the origin port of %s to CloudFront and the health checkers, each by a prefix list", (platform, port) => {
  const rules = resources(stacks[`${platform}-production-network`]!, "aws_vpc_security_group_ingress_rule");
  const listed = rules.filter((rule: Json) => rule.prefix_list_id && rule.from_port === port);

  expect(listed.map(({ description }) => description).filter((text) => text !== "Addresses of Cloudflare")).toEqual([
    "Addresses of health checkers",
    "CloudFront",
  ]);
  // CloudFront's prefix list needs a security group of its own.
  expect(new Set(listed.slice(-2).map(({ security_group_id }) => security_group_id)).size).toBe(2);
});
