import { FileSystem } from "@modules/aws/storage/file-system";
import { SnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import { Volume } from "@modules/aws/storage/volume";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import type { DataProps } from "./needs";

/** Block devices of self-managed software; an instance of their zone attaches them. */
export interface Volumes {
  readonly database: Volume;
  readonly logs: Volume;
}

export function addFileSystem(
  stack: AwsStack<DafnckmachineEnvironment>,
  { vpc, key }: Pick<DataProps, "vpc" | "key">,
): FileSystem {
  const { storage, deletionProtection } = stack.environment;
  return new FileSystem(stack, "shared-storage", {
    name: stack.named("dafnckmachine-shared-storage"),
    vpc,
    key,
    throughputMebibytesPerSecond: storage.fileSystemThroughputMebibytes,
    accessPoints: { shared: { path: "/shared", uid: 1000, gid: 1000 } },
    deletionProtection,
  });
}

export function addVolumes(
  stack: AwsStack<DafnckmachineEnvironment>,
  { key, snapshotCopyKey }: Pick<DataProps, "key" | "snapshotCopyKey">,
): Volumes {
  const { storage, network, deletionProtection } = stack.environment;
  const snapshotPolicy = new SnapshotPolicy(stack, "snapshots", {
    name: stack.named("dafnckmachine-snapshots"),
    key,
    copy: storage.copyRegion && snapshotCopyKey ? { region: storage.copyRegion, key: snapshotCopyKey } : undefined,
  });
  const volume = (name: keyof Volumes) =>
    new Volume(stack, `${name}-volume`, {
      name: stack.named(`dafnckmachine-${name}`),
      availabilityZone: network.zones[0]!,
      sizeGibibytes: storage.volumeGibibytes[name],
      key,
      snapshotPolicy,
      deletionProtection,
    });
  return { database: volume("database"), logs: volume("logs") };
}
