import { Key } from "@modules/aws/security/key";
import type { Json } from "@modules/checks/json";
import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import type { Environment } from "../../../../environments/schema/environment";
import type { NetworkSettings } from "../../../../environments/schema/network";
import { addVpc, type PlatformVpcProps } from "../../../../stacks/parts/aws/vpc";
import { testEnvironment } from "../../../support/environment";
import { synthAws } from "../fixture";

const NETWORK: NetworkSettings = {
  cidr: "10.0.0.0/16",
  availabilityZones: ["us-east-1a"],
  subnets: {
    public: { tier: "public", cidrs: { "us-east-1a": "10.0.0.0/24" } },
    private: { tier: "private", cidrs: { "us-east-1a": "10.0.10.0/24" } },
    database: { tier: "isolated", cidrs: { "us-east-1a": "10.0.20.0/24" } },
  },
  natGateways: "single",
  publicIpOnLaunch: false,
  flowLogRetentionDays: 30,
};

function vpc(props: Partial<PlatformVpcProps> = {}, environment = testEnvironment(), region?: string): Json {
  return synthAws(
    (stack) => {
      const logsKey = new Key(stack, "logs-key", { name: "logs", description: "Logs" });
      addVpc(stack, { network: NETWORK, logsKey, ...props });
    },
    environment,
    region,
  );
}

/** Rules of a group's network ACL in their order: the direction, the network and the first port. */
function rules(json: Json, group: string): string[] {
  const [acl] = Object.entries<Json>(json.resource.aws_network_acl).find(([, { tags }]) => tags.Name.endsWith(group))!;
  return resources(json, "aws_network_acl_rule")
    .filter(({ network_acl_id }) => network_acl_id.includes(`.${acl}.`))
    .sort((one, other) => one.rule_number - other.rule_number)
    .map(({ cidr_block, egress, icmp_type, from_port = icmp_type === undefined ? "all" : "icmp" }) =>
      [egress ? "to" : "from", cidr_block, from_port].join(" "),
    );
}

test("lets isolated subnets talk to the VPC and its peers alone", () => {
  const peers = { office: "10.9.0.0/16" };

  expect(rules(vpc({ peers }), "database").sort()).toEqual([
    "from 10.0.0.0/16 all",
    "from 10.9.0.0/16 all",
    "to 10.0.0.0/16 all",
    "to 10.9.0.0/16 all",
  ]);
});

test("admits the web to public subnets, and SSH from the networks that may use it", () => {
  const found = rules(vpc({ sshCidrs: ["203.0.113.0/24", "198.51.100.0/24"] }), "public");

  expect(found).toEqual(expect.arrayContaining(["from 0.0.0.0/0 80", "from 0.0.0.0/0 443"]));
  expect(found.filter((rule) => rule.endsWith(" 22"))).toEqual(["from 203.0.113.0/24 22", "from 198.51.100.0/24 22"]);
  expect(rules(vpc(), "public").filter((rule) => rule.endsWith(" 22"))).toEqual([]);
});

test("admits only the VPC and replies to private subnets", () => {
  expect(rules(vpc(), "private").filter((rule) => rule.startsWith("from 0.0.0.0/0"))).toEqual([
    "from 0.0.0.0/0 1024",
    "from 0.0.0.0/0 icmp",
  ]);
});

test("has gateway endpoints for private subnets, which isolated ones must not reach S3 by", () => {
  const { subnets } = NETWORK;
  const without = vpc({ network: { ...NETWORK, subnets: { public: subnets.public!, database: subnets.database! } } });
  const gateways = (json: Json) => resources(json, "aws_vpc_endpoint", { vpc_endpoint_type: "Gateway" });
  const tables = gateways(vpc()).flatMap(({ route_table_ids }) => route_table_ids);

  expect(gateways(vpc())).toHaveLength(2);
  expect(tables.join()).not.toContain("isolated");
  expect(gateways(without)).toEqual([]);
});

test("takes the network of its region from the environment", () => {
  const environment: Environment = {
    ...testEnvironment(),
    secondaryRegions: {
      "us-west-2": {
        network: {
          ...NETWORK,
          cidr: "10.8.0.0/16",
          availabilityZones: ["us-west-2a"],
          subnets: { public: { tier: "public", cidrs: { "us-west-2a": "10.8.0.0/24" } } },
          natGateways: "none",
        },
      },
    } as Environment["secondaryRegions"],
  };
  const cidrs = (region?: string) => resources(vpc({ network: undefined }, environment, region), "aws_vpc");

  expect(cidrs().map(({ cidr_block }) => cidr_block)).toEqual(["10.0.0.0/16"]);
  expect(cidrs("us-west-2").map(({ cidr_block }) => cidr_block)).toEqual(["10.8.0.0/16"]);
});
