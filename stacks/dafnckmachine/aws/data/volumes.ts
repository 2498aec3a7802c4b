import type { Vpc } from "@modules/aws/network/vpc";
import type { IKey } from "@modules/aws/security/key";
import { FileSystem } from "@modules/aws/storage/file-system";
import { SnapshotPolicy } from "@modules/aws/storage/snapshot-policy";
import { Volume } from "@modules/aws/storage/volume";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";

/** EBS volumes for self-managed software, which an instance in their availability zone can attach. */
export interface Volumes {
  readonly database: Volume;
  readonly logs: Volume;
}

/** The EFS file system that tasks share. */
export function addFileSystem(
  stack: AwsStack<DafnckmachineEnvironment>,
  { vpc, key, recoveryKey }: { readonly vpc: Vpc; readonly key: IKey; readonly recoveryKey?: IKey },
): FileSystem {
  const { storage, recovery, deletionProtection } = stack.environment;
  return new FileSystem(stack, "shared-storage", {
    name: stack.named("dafnckmachine-shared-storage"),
    vpc,
    key,
    throughputMebibytesPerSecond: storage.fileSystemThroughputMebibytes,
    accessPoints: { shared: { path: "/shared", uid: 1000, gid: 1000 } },
    copy: recovery && recoveryKey && { region: recovery.region, key: recoveryKey },
    deletionProtection,
  });
}

interface VolumesProps {
  readonly key: IKey;
  /** Key in the region that snapshots are copied to. @default snapshots are not copied */
  readonly snapshotCopyKey?: IKey;
}

/** The volumes of the database and of logs, with daily snapshots; undefined in an environment without them. */
export function addVolumes(
  stack: AwsStack<DafnckmachineEnvironment>,
  { key, snapshotCopyKey }: VolumesProps,
): Volumes | undefined {
  const { storage, network, deletionProtection } = stack.environment;
  const sizes = storage.volumeGibibytes;
  if (!sizes) {
    return undefined;
  }
  const snapshotPolicy = new SnapshotPolicy(stack, "snapshots", {
    name: stack.named("dafnckmachine-snapshots"),
    key,
    copy: storage.copyRegion && snapshotCopyKey ? { region: storage.copyRegion, key: snapshotCopyKey } : undefined,
  });
  const volume = (name: keyof Volumes) =>
    new Volume(stack, `${name}-volume`, {
      name: stack.named(`dafnckmachine-${name}`),
      availabilityZone: network.availabilityZones[0]!,
      sizeGibibytes: sizes[name],
      key,
      snapshotPolicy,
      deletionProtection,
    });
  return { database: volume("database"), logs: volume("logs") };
}
