import { Instance } from "@cdktf/provider-aws/lib/instance";
import { type PathStatement, pathStatements } from "@modules/checks/checks/path-statements";
import { expect, test } from "vitest";
import { appPaths } from "../../../../app/paths";
import { platforms } from "../../../../stacks/platforms";
import { faultsInGoogleShop } from "./google-paths.fixture";
import { faultsInShop, type Shop } from "./paths.fixture";

const DATABASE = "shop aws_db_instance.database";
const API = "shop aws_instance.api";

function faults(statement: Omit<PathStatement, "says">, add?: (shop: Shop) => void, partial = false): string[] {
  return faultsInShop(
    pathStatements(
      {
        statements: [{ says: "so it is", ...statement }],
        networks: { office: ["203.0.113.0/24"], cdn: ["pl-3b927c52"] },
      },
      { partial },
    ),
    { add },
  );
}

test("proves that only the API reaches the database", () => {
  expect(faults({ reach: DATABASE, only: [API] })).toEqual([]);
});

test("fails with a witness when another host reaches the database", () => {
  const addSpy = ({ stack, vpc, groups }: Shop) =>
    new Instance(stack, "spy", { subnetId: vpc.subnetIds("public")[0]!, vpcSecurityGroupIds: [groups.api.id] });

  expect(faults({ reach: DATABASE, only: [API] }, addSpy)).toEqual([
    expect.stringMatching(
      /^shop\/database: must obey "so it is", got a path from shop\/spy: tcp 5432 from 10\.0\.1\.0 to 10\.0\.3\.0, admitted by shop\/.*; close it or correct the statement$/,
    ),
  ]);
  expect(faults({ reach: DATABASE, none: ["shop aws_instance.spy"] }, addSpy)).toHaveLength(1);
  expect(faults({ reach: DATABASE, none: ["shop aws_instance.other"] }, addSpy)).toEqual([]);
});

test("fails when hosts that all connect do not, or are not there", () => {
  expect(faults({ reach: DATABASE, all: [API] })).toEqual([]);
  expect(faults({ reach: DATABASE, port: 22, all: [API] })).toEqual([
    expect.stringContaining(
      'must obey "so it is", got an obstacle for shop/api: no security group of the server allows',
    ),
  ]);
  expect(faults({ reach: DATABASE, all: ["shop aws_instance.gone"] })).toEqual([
    expect.stringContaining('must obey "so it is", got no host of shop aws_instance.gone in its VPC or a peered one'),
  ]);
  expect(faults({ reach: DATABASE, all: [API, "shop aws_instance.gone", "shop aws_lb.gone"] })).toEqual([
    expect.stringContaining("got no host of shop aws_instance.gone, shop aws_lb.gone in its VPC or a peered one"),
  ]);
});

test("distinguishes networks from the world, which is every address outside of them", () => {
  const balancer = "shop aws_lb.balancer";
  const port = 443;

  expect(faults({ reach: balancer, port, only: ["world", "office", "cdn", API] })).toEqual([]);
  expect(faults({ reach: balancer, port, only: ["office", "cdn", API] })).toEqual([
    expect.stringContaining("got a path from world: tcp 443 from 0.0.0.0"),
  ]);
  expect(faults({ reach: balancer, port, only: ["world", "cdn", API] })).toEqual([
    expect.stringContaining("got a path from office: tcp 443 from 203.0.113.0 to 10.0.1.0"),
  ]);
});

test("fails when a statement names no host of its stacks", () => {
  expect(faults({ reach: "shop aws_db_instance.databse", only: [] })).toEqual([
    'paths: reach must name a host, got shop aws_db_instance.databse; correct "so it is"',
  ]);
  expect(faults({ reach: "other aws_db_instance.database", only: [] })).toEqual([]);
});

test("accepts a statement that names no host in a part of the stacks, and proves all others", () => {
  expect(faults({ reach: "sh* aws_db_instance.elsewhere", only: [] }, undefined, true)).toEqual([]);
  expect(faults({ reach: DATABASE, only: [] }, undefined, true)).toHaveLength(1);
});

test("proves statements about hosts of Google Cloud", () => {
  const web = "shop google_compute_region_instance_group_manager.web";
  const nodes = "shop google_container_node_pool.*";
  const found = (statement: Omit<PathStatement, "says">) =>
    faultsInGoogleShop(pathStatements({ statements: [{ says: "so it is", ...statement }] }));

  expect(found({ reach: web, all: ["google load balancers"], only: ["google load balancers"] })).toEqual([]);
  expect(found({ reach: web, only: ["world"] })).toEqual([
    'shop/web: must obey "so it is", got a path from google load balancers: tcp 80 from 35.191.0.0 to 10.0.0.0, admitted by shop/admit; close it or correct the statement',
  ]);
  expect(found({ reach: "shop google_sql_database_instance.*", all: [nodes], only: [nodes, web] })).toEqual([]);
  expect(found({ reach: "shop google_sql_database_instance.*", none: [web] })).toHaveLength(2);
  expect(found({ reach: nodes, port: 8443, all: ["shop google_container_cluster.cluster"] })).toEqual([
    expect.stringContaining("got an obstacle for shop/cluster: shop/deny denies tcp 8443 from 10.2.0.0 to 10.0.0.0 in"),
  ]);
});

test("holds for every platform, also that nothing outside of production reaches it", () => {
  const { statements } = appPaths(platforms);

  for (const { name } of platforms) {
    expect(statements.filter(({ reach }) => reach === `${name}-production-* *`)).toHaveLength(1);
  }
});
