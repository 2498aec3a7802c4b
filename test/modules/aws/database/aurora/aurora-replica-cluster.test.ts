import { Aurora } from "@modules/aws/database/aurora/aurora";
import { AuroraGlobal } from "@modules/aws/database/aurora/aurora-global";
import { AuroraReplicaCluster } from "@modules/aws/database/aurora/aurora-replica-cluster";
import { Vpc } from "@modules/aws/network/vpc";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { only, resources, statements } from "@modules/testing/resources";
import { synthAll, testStack } from "@modules/testing/synth";
import type { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function regional(stack: TerraformStack, region: string) {
  const key = new Key(stack, "key", { name: "data", description: "Data" });
  const cidrs = { [`${region}a`]: "10.0.21.0/24", [`${region}b`]: "10.0.22.0/24" };
  return {
    engineVersion: "15",
    instanceClass: "db.r6g.large",
    vpc: new Vpc(stack, "vpc", {
      name: region,
      cidr: "10.0.0.0/16",
      subnets: { database: { tier: "isolated", cidrs } },
    }),
    key,
    logsKey: key,
    logRetentionDays: 30,
  };
}

const { east, west } = synthAll((app) => {
  const primary = testStack(app, "east");
  const source = new Aurora(primary, "database", {
    ...regional(primary, "us-east-1"),
    identifier: "shop-east",
    instances: { one: { identifier: "shop-east-1", availabilityZone: "us-east-1a" } },
    databaseName: "shop",
  });
  const global = new AuroraGlobal(primary, "global", { identifier: "shop", source });
  const secondary = testStack(app, "west", "us-west-2");
  new AuroraReplicaCluster(secondary, "database", {
    ...regional(secondary, "us-west-2"),
    identifier: "shop-west",
    instances: { one: { identifier: "shop-west-1", availabilityZone: "us-west-2a" } },
    global,
  });
}) as { east: never; west: never };

test("joins the global cluster in its exact version, and leaves upgrades to it", () => {
  const cluster = only(west, "aws_rds_cluster");

  expect(cluster).toMatchObject({
    global_cluster_identifier: expect.stringContaining("terraform_remote_state"),
    engine_version: expect.stringContaining("terraform_remote_state"),
    source_region: "us-east-1",
    lifecycle: { ignore_changes: ["engine_version", "replication_source_identifier"] },
  });
  expect(JSON.stringify(east)).toContain("${aws_rds_global_cluster.global.engine_version_actual}");
  expect(cluster.replication_source_identifier).toBeUndefined();
});

test("has a key, subnets, parameters and instances of its own region, and the users and databases of the first member", () => {
  const cluster = only(west, "aws_rds_cluster");

  expect(cluster).toMatchObject({
    storage_encrypted: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    db_subnet_group_name: expect.stringContaining("aws_db_subnet_group.database"),
    db_cluster_parameter_group_name: expect.stringContaining("aws_rds_cluster_parameter_group.database"),
    deletion_protection: true,
  });
  for (const inherited of ["master_username", "master_password_wo", "database_name"]) {
    expect(cluster).not.toHaveProperty(inherited);
  }
  expect(only(west, "aws_rds_cluster_instance")).toMatchObject({
    identifier: "shop-west-1",
    availability_zone: "us-west-2a",
  });
});

test("joins a global cluster that exists already", () => {
  const { existing } = synthAll((app) => {
    const stack = testStack(app, "existing", "us-west-2");
    new AuroraReplicaCluster(stack, "database", {
      ...regional(stack, "us-west-2"),
      identifier: "shop-west",
      instances: { one: { identifier: "shop-west-1", availabilityZone: "us-west-2a" } },
      global: AuroraGlobal.fromExisting(stack, "global", {
        identifier: "shop",
        engineVersion: "15.15",
        sourceRegion: "us-east-1",
      }),
    });
  });

  expect(existing!.resource.aws_rds_global_cluster).toBeUndefined();
  expect(only(existing!, "aws_rds_cluster")).toMatchObject({
    global_cluster_identifier: "shop",
    engine_version: "15.15",
    source_region: "us-east-1",
  });
});

test("lets a role log in to both members, each in its region", () => {
  const { apps } = synthAll((app) => {
    const stack = testStack(app, "apps");
    const members = [testStack(app, "first"), testStack(app, "second", "us-west-2")];
    const [first, second] = members;
    const common = { identifier: "shop", instances: { one: { identifier: "shop-1", availabilityZone: "us-east-1a" } } };
    const source = new Aurora(first!, "database", {
      ...regional(first!, "us-east-1"),
      ...common,
      databaseName: "shop",
    });
    const copy = new AuroraReplicaCluster(second!, "database", {
      ...regional(second!, "us-west-2"),
      identifier: "shop-west",
      instances: { one: { identifier: "shop-west-1", availabilityZone: "us-west-2a" } },
      global: new AuroraGlobal(first!, "global", { identifier: "shop", source }),
    });
    const role = new Role(stack, "role", { name: "api", assumedBy: "ec2.amazonaws.com" });
    source.grantConnect(role, "api");
    copy.grantConnect(role, "api");
  });

  expect(
    resources(apps!, "aws_iam_role_policy")
      .flatMap(({ policy }) => statements(policy))
      .map(({ Resource }) => Resource.split(":")[3])
      .sort(),
  ).toEqual(["us-east-1", "us-west-2"]);
});
