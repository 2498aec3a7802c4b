import { existsSync } from "node:fs";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { setFacts } from "@modules/checks/facts";
import { prepare } from "@modules/checks/prepare";
import { App, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { estateOf } from "../../../commands/report/estate";
import { packed } from "../../../commands/report/html";
import { indexed, unpack } from "../../../commands/report/page/data";
import { wayTo } from "../../../commands/report/page/paths";
import { searcher } from "../../../commands/report/page/search";
import { platforms } from "../../../stacks/platforms";
import { prepared } from "../../support/stacks";

const estate = estateOf(prepared, "0123456789abcdef");
const data = indexed(estate);
const find = searcher(data);

test("has every environment, stack and resource", () => {
  const declared = prepared.flatMap(({ json }) => Object.values<object>(json.resource ?? {}).flatMap(Object.keys));

  expect(estate.environments).toHaveLength(platforms.flatMap(({ environments }) => environments).length);
  expect(estate.stacks.map(({ id }) => id)).toEqual(prepared.map(({ id }) => id));
  expect(estate.resources).toHaveLength(declared.length);
});

test("names a source file that exists for every stack and resource", () => {
  const files = [...estate.files, ...estate.stacks.flatMap(({ file, readme }) => [file, readme])];

  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

test("says in which module a resource is declared, by its cloud", () => {
  const fileOf = (place: string) => estate.files[estate.resources[data.at(place)!]!.f];

  expect(fileOf("dafnckmachine-production-data aws_db_instance.database")).toMatch(
    /^modules\/aws\/database\/postgres\//,
  );
  const buckets = estate.resources.filter(({ t }) => estate.types[t] === "google_storage_bucket");
  expect(buckets.map(({ f }) => estate.files[f]).filter((file) => file!.startsWith("modules/aws"))).toEqual([]);
});

test("shows the same values at both ends of a reference between stacks", () => {
  for (const [index, { takes }] of estate.stacks.entries()) {
    for (const { stack, values } of takes) {
      const given = estate.stacks[stack]!.gives.filter(({ readers }) => readers.includes(index));
      expect(given.map(({ value }) => value)).toEqual(values);
    }
  }
});

test("finds a database by its name before its log groups", () => {
  const { resources } = find({ words: "dafnckmachine-postgres" }, 3);

  expect(data.addressOf(resources[0]!)).toBe("aws_db_instance.database");
});

test("says of which module a resource is a part", () => {
  const at = (address: string) => data.at(`lp-production-data ${address}`);
  const cluster = at("aws_rds_cluster.database")!;

  expect(data.mainOf(at("aws_rds_cluster_instance.database_lp-aurora-1_DD120B9C")!)).toBe(cluster);
  expect(data.mainOf(cluster)).toBeUndefined();
});

test("has the path from the world to a database, through the edges, the load balancer and a service", () => {
  const database = data.at("dafnckmachine-production-data aws_db_instance.database");
  const node = estate.reach.nodes.findIndex(({ resource }) => resource === database);
  const way = wayTo(estate.reach, node)!;

  expect(way.map(({ to }) => estate.reach.nodes[to]!.kind)).toEqual([
    "name",
    "edge",
    "edge",
    "balancer",
    "host",
    "store",
  ]);
  expect(way.at(-1)!.how).toMatch(/^tcp 5432, admitted by dafnckmachine-production-data\//);
});

test("has no direct path from the world to a database", () => {
  const { nodes, edges } = estate.reach;
  const straight = edges.filter(({ from, to }) => from === 0 && nodes[to]!.kind === "store");

  expect(straight).toEqual([]);
});

test("draws the tiers of a network from the edge to the data, with what is in them", () => {
  const [vpc] = estate.networks.filter(
    ({ environment, region }) =>
      estate.environments[environment]!.id === "dafnckmachine-production" && region === "us-east-1",
  );
  const isolated = vpc!.tiers.at(-1)!;

  expect(vpc!.tiers.map(({ kind }) => kind)).toEqual(["public", "private", "private", "isolated"]);
  expect(isolated.subnets.map(({ way }) => way)).toEqual(Array(3).fill("no default route"));
  expect(isolated.hosts.map(({ resource }) => data.addressOf(resource))).toContain("aws_db_instance.database");
  expect(vpc!.gateways.filter(({ kind }) => kind === "nat")).toHaveLength(3);
});

test("has quotas, room, dates, policies, recovery and access of every environment", () => {
  const environments = (rows: readonly { readonly environment: number }[]) =>
    new Set(rows.map((row) => row.environment));

  expect(environments(estate.quotas).size).toBe(estate.environments.length);
  expect(environments(estate.access).size).toBe(estate.environments.length);
  expect(estate.rooms.every(({ count, peak, free }) => count <= peak && peak <= free)).toBe(true);
  expect(estate.calendar.some(({ product, ends }) => product === "PostgreSQL" && ends === "2027-11-11")).toBe(true);
  expect(estate.waivers.every(({ places }) => places > 0)).toBe(true);
  expect(estate.recovery.every(({ isMet }) => isMet)).toBe(true);
});

test("has the quotas of projects in Google Cloud beside those of AWS, with a remedy where they are too small", () => {
  const project = estate.environments.findIndex(({ id }) => id === "lp-production");
  const google = estate.quotas.filter(({ words }) => words.endsWith("(CPUS)"));

  expect(google.map(({ environment }) => environment)).toContain(project);
  expect(estate.quotas.filter(({ count, peak }) => count > peak)).toEqual([]);
  expect(estate.quotas.filter(({ peak, limit, remedy }) => !remedy !== peak <= limit!)).toEqual([]);
});

test("says what to do where a quota is too small at the largest size", () => {
  const app = new App();
  const stack = new TerraformStack(app, "shop");
  new AwsProvider(stack, "aws", { region: "us-east-1", allowedAccountIds: ["111122223333"] });
  new EksNodeGroup(stack, "nodes", {
    clusterName: "shop",
    nodeRoleArn: "arn:aws:iam::111122223333:role/nodes",
    subnetIds: ["subnet-1"],
    instanceTypes: ["c5.large"],
    capacityType: "SPOT",
    scalingConfig: { minSize: 0, desiredSize: 0, maxSize: 9 },
  });
  const quotaWhen = (spotStandardVcpus: number) => {
    setFacts(stack, { quotas: { spotStandardVcpus }, settings: { quotas: "account.quotas" } });
    return estateOf(prepare(app), "0").quotas.find(({ words }) => words.includes("Spot Standard"));
  };

  expect(quotaWhen(17)).toMatchObject({
    peak: 18,
    limit: 17,
    remedy:
      "request a higher quota from AWS and write it into account.quotas.spotStandardVcpus, or lower the largest size",
  });
  expect(quotaWhen(18)?.remedy).toBeUndefined();
});

test("is the same after the page has unpacked it", async () => {
  const unpacked = await unpack(packed(estate));

  expect(JSON.parse(JSON.stringify(unpacked))).toEqual(JSON.parse(JSON.stringify(estate)));
});

test("carries no value of an argument, sensitive or not", () => {
  const app = new App();
  const stack = new TerraformStack(app, "shop");
  new AwsProvider(stack, "aws", { region: "us-east-1" });
  const secret = new TerraformVariable(stack, "token", { sensitive: true, default: "hunter-1" });
  const database = new DbInstance(stack, "database", {
    identifier: "shop-database",
    instanceClass: "db.t4g.micro",
    password: "hunter-2",
    username: "hunter-3",
  });
  new SecretsmanagerSecretVersion(stack, "version", { secretId: "shop", secretString: "hunter-4" });
  new TerraformOutput(stack, "output", { value: `hunter-5 ${database.endpoint} ${secret.value}`, sensitive: true });
  const text = JSON.stringify(estateOf(prepare(app), "0"));

  expect(text).toContain("shop-database");
  expect(text).not.toMatch(/hunter/);
});
