import { Endpoints } from "@modules/aws/network/endpoints";
import { Vpc } from "@modules/aws/network/vpc";
import type { Json } from "@modules/checks/json";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function endpoints(interfaces: string[] = []): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.2.0/24" } },
        database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.3.0/24" } },
      },
    });
    new Endpoints(stack, "endpoints", { name: "shop", vpc, interfaces });
  });
}

test("routes private and isolated subnets to gateway endpoints of S3 and DynamoDB", () => {
  const gateways = Object.values<Json>(endpoints().resource.aws_vpc_endpoint);

  expect(gateways.map((gateway) => gateway.service_name)).toEqual([
    "com.amazonaws.us-east-1.s3",
    "com.amazonaws.us-east-1.dynamodb",
  ]);
  expect(gateways.every((gateway) => gateway.route_table_ids.length === 2)).toBe(true);
});

test("gives an interface endpoint private DNS names and allows hosts of the VPC on 443", () => {
  const json = endpoints(["secretsmanager"]);

  expect(
    Object.values<Json>(json.resource.aws_vpc_endpoint).find((one) => one.vpc_endpoint_type === "Interface"),
  ).toMatchObject({ service_name: "com.amazonaws.us-east-1.secretsmanager", private_dns_enabled: true });
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 443, cidr_ipv4: "10.0.0.0/16" });
});

test("fails when a gateway endpoint has no route table", () => {
  expect(() =>
    synth((stack) => {
      const vpc = new Vpc(stack, "vpc", {
        name: "shop",
        cidr: "10.0.0.0/16",
        subnets: { public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24" } } },
        natGateways: "none",
      });
      new Endpoints(stack, "endpoints", { name: "shop", vpc });
    }),
  ).toThrow("endpoints: gatewaySubnetGroups must be groups with route tables while there are gateways, got none");
});

test("routes existing subnets to gateway endpoints", () => {
  const json = synth((stack) => {
    const vpc = Vpc.fromExisting(stack, "vpc", {
      id: "vpc-0abc1234",
      cidr: "10.0.0.0/16",
      subnets: {
        private: {
          tier: "private",
          subnets: {
            "us-east-1a": { id: "subnet-0a", cidr: "10.0.1.0/24", routeTableId: "rtb-0a" },
            "us-east-1b": { id: "subnet-0b", cidr: "10.0.2.0/24", routeTableId: "rtb-0a" },
          },
        },
      },
    });
    new Endpoints(stack, "endpoints", { name: "shop", vpc, gateways: ["s3"] });
  });

  expect(only(json, "aws_vpc_endpoint")).toMatchObject({ vpc_id: "vpc-0abc1234", route_table_ids: ["rtb-0a"] });
});
