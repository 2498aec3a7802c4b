import { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { Key } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { FileSystem, type FileSystemProps } from "@modules/aws/storage/file-system";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function fileSystem(
  props: Partial<FileSystemProps> = {},
  use: (files: FileSystem, role: Role) => void = () => {},
): Json {
  return synth((stack) => {
    const vpc = new Vpc(stack, "vpc", {
      name: "shop",
      cidr: "10.0.0.0/16",
      subnets: {
        public: { tier: "public", cidrs: { "us-east-1a": "10.0.1.0/24", "us-east-1b": "10.0.2.0/24" } },
        private: { tier: "private", cidrs: { "us-east-1a": "10.0.11.0/24", "us-east-1b": "10.0.12.0/24" } },
      },
    });
    const key = new Key(stack, "key", { name: "key", description: "Key" });
    const role = new Role(stack, "role", { name: "role", assumedBy: "ec2.amazonaws.com" });
    use(new FileSystem(stack, "files", { name: "files", vpc, key, ...props }), role);
  });
}

test("is encrypted and backed up, with elastic throughput", () => {
  const json = fileSystem();

  expect(only(json, "aws_efs_file_system")).toMatchObject({
    encrypted: true,
    kms_key_id: "${aws_kms_key.key.arn}",
    throughput_mode: "elastic",
    lifecycle: { prevent_destroy: true },
  });
  expect(only(json, "aws_efs_backup_policy").backup_policy).toEqual({ status: "ENABLED" });
});

test("has provisioned throughput when it is given", () => {
  expect(only(fileSystem({ throughputMebibytesPerSecond: 100 }), "aws_efs_file_system")).toMatchObject({
    throughput_mode: "provisioned",
    provisioned_throughput_in_mibps: 100,
  });
});

test("has a mount target in each availability zone, which NFS clients reach", () => {
  const json = fileSystem({}, (files) => files.connections.allowFrom(files));
  const targets = json.resource.aws_efs_mount_target;

  expect(Object.keys(targets).map((id) => id.match(/us-east-1[ab]/)?.[0])).toEqual(["us-east-1a", "us-east-1b"]);
  expect(only(json, "aws_vpc_security_group_ingress_rule")).toMatchObject({ from_port: 2049, to_port: 2049 });
});

test("has a policy that refuses clients without TLS and allows no one", () => {
  expect(statements(only(fileSystem(), "aws_efs_file_system_policy").policy)).toMatchObject([
    { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
  ]);
});

test("grants mounting through one access point, which enforces one user", () => {
  const json = fileSystem({ accessPoints: { shared: { path: "/shared", uid: 1000, gid: 1001 } } }, (files, role) =>
    files.grantMount(role, "shared"),
  );
  const [statement] = statements(only(json, "aws_iam_role_policy").policy);

  expect(only(json, "aws_efs_access_point")).toMatchObject({
    posix_user: { uid: 1000, gid: 1001 },
    root_directory: { path: "/shared", creation_info: { owner_uid: 1000, owner_gid: 1001, permissions: "0750" } },
  });
  expect(statement.Condition.StringEquals["elasticfilesystem:AccessPointArn"]).toContain("aws_efs_access_point");
  expect(statement.Action).not.toContain("elasticfilesystem:ClientRootAccess");
});

test("fails on an unknown access point", () => {
  expect(() => fileSystem({}, (files, role) => files.grantMount(role, "shared"))).toThrow(
    "accessPoint must be declared first, got shared",
  );
});

test("fails on throughput that EFS does not offer", () => {
  expect(() => fileSystem({ throughputMebibytesPerSecond: 0 })).toThrow(
    "throughputMebibytesPerSecond must be 1 to 3414, got 0",
  );
});

test("fails on an unknown subnet group", () => {
  expect(() => fileSystem({ subnetGroup: "cache" })).toThrow("subnet group must be public or private, got cache");
});

test("lets overrides replace arguments of the file system", () => {
  expect(only(fileSystem({ overrides: { performanceMode: "maxIO" } }), "aws_efs_file_system")).toMatchObject({
    encrypted: true,
    performance_mode: "maxIO",
  });
});

test("replicates the file system to a region, under a key of that region", () => {
  const copy = { region: "us-west-2", key: { arn: "arn:aws:kms:us-west-2:111122223333:key/1" } as IKey };

  expect(only(fileSystem({ copy }), "aws_efs_replication_configuration")).toMatchObject({
    source_file_system_id: expect.stringContaining("aws_efs_file_system"),
    destination: { region: "us-west-2", kms_key_id: copy.key.arn },
  });
  expect(fileSystem().resource.aws_efs_replication_configuration).toBeUndefined();
});
