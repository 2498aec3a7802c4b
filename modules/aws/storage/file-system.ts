import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem, type EfsFileSystemConfig } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { EfsReplicationConfiguration } from "@cdktf/provider-aws/lib/efs-replication-configuration";
import { checkRange, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { IVpc } from "../network/vpc";
import { addDefaultAlarms } from "../operations/default-alarms";
import type { IKey } from "../security/key";
import { policyDocument } from "../security/policy";
import { grant, type IRole } from "../security/role";
import { fileSystemAlarms } from "./file-system-alarms";

export interface IFileSystem extends IConstruct {
  readonly id: string;
  readonly arn: string;

  /**
   * Allows a role to mount the file system and to write.
   * @param accessPoint access point to which the permission is limited
   */
  grantMount(role: IRole, accessPoint?: string): void;
}

export interface AccessPoint {
  /** Directory that clients see as the root. EFS creates the directory if it does not exist. */
  readonly path: string;

  /** User id that EFS enforces for all clients of the access point. */
  readonly uid: number;

  /** Group id that EFS enforces for all clients of the access point. */
  readonly gid: number;

  /** Mode of a directory that EFS creates. @default "0750" */
  readonly permissions?: string;
}

export interface FileSystemProps {
  /** `Name` tag of the file system. */
  readonly name: string;

  readonly vpc: IVpc;

  /** Group with a subnet in each availability zone that clients mount from. @default "private" */
  readonly subnetGroup?: string;

  readonly key: IKey;

  /**
   * Provisioned throughput in MiB per second, 1 to 3414, billed even if unused.
   * @default elastic throughput, billed by use
   */
  readonly throughputMebibytesPerSecond?: number;

  /** Access points by name. @default none */
  readonly accessPoints?: Readonly<Record<string, AccessPoint>>;

  /**
   * Region and key of a copy that EFS creates and updates, usually within fifteen minutes. The copy is read-only until
   * its replication is deleted. A change replaces the replication and leaves the old copy behind.
   * https://docs.aws.amazon.com/efs/latest/ug/efs-replication.html
   * @default none
   */
  readonly copy?: { readonly region: string; readonly key: IKey };

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the `aws_efs_file_system` that replace what this module sets. @default none */
  readonly overrides?: Partial<EfsFileSystemConfig>;
}

const CLIENT_ACTIONS = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/**
 * An encrypted EFS file system with daily backups. Clients must mount it over TLS and with a role of `grantMount`.
 * https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html
 */
export class FileSystem extends Construct implements IFileSystem, IConnectable {
  readonly id: string;
  readonly arn: string;
  readonly connections: Connections;
  readonly accessPoints: Readonly<Record<string, { readonly id: string; readonly arn: string }>>;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const { name, vpc, subnetGroup = "private", key, throughputMebibytesPerSecond: throughput } = props;
    const { accessPoints = {}, copy, deletionProtection = true, overrides } = props;
    if (throughput !== undefined) {
      checkRange(this, "throughputMebibytesPerSecond", throughput, 1, 3414);
    }
    const fileSystem = new EfsFileSystem(this, "Default", {
      encrypted: true,
      kmsKeyId: key.arn,
      performanceMode: "generalPurpose",
      throughputMode: throughput === undefined ? "elastic" : "provisioned",
      provisionedThroughputInMibps: throughput,
      tags: { Name: name },
      lifecycle: { preventDestroy: deletionProtection },
      ...overrides,
    });
    this.id = fileSystem.id;
    this.arn = fileSystem.arn;
    this.addPolicies();
    const replication =
      copy &&
      new EfsReplicationConfiguration(this, "replication", {
        sourceFileSystemId: this.id,
        destination: { region: copy.region, kmsKeyId: copy.key.arn },
      });
    addDefaultAlarms(this, name, fileSystemAlarms(this.id, replication?.destination.fileSystemId));
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-efs-sg`,
      description: `Mount targets of ${name}`,
      vpc,
      ports: { nfs: 2049 },
    });
    this.connections = group.connections;
    for (const [zone, subnetId] of Object.entries(vpc.subnetIdsByAvailabilityZone(subnetGroup))) {
      new EfsMountTarget(this, zone, { fileSystemId: this.id, subnetId, securityGroups: [group.id] });
    }
    this.accessPoints = Object.fromEntries(
      Object.entries(accessPoints).map(([point, settings]) => [point, this.addAccessPoint(point, settings)]),
    );
  }

  grantMount(role: IRole, accessPoint?: string): void {
    const point = accessPoint === undefined ? undefined : this.accessPoints[accessPoint];
    if (accessPoint !== undefined && !point) {
      fail(this, "accessPoint", Object.keys(this.accessPoints).join(" or ") || "declared first", accessPoint);
    }
    grant(role, ["mount", this.node.id, ...(accessPoint ? [accessPoint] : [])].join("-"), {
      actions: CLIENT_ACTIONS,
      resources: [this.arn],
      conditions: point && { StringEquals: { "elasticfilesystem:AccessPointArn": point.arn } },
    });
  }

  private addPolicies(): void {
    new EfsBackupPolicy(this, "backup", { fileSystemId: this.id, backupPolicy: { status: "ENABLED" } });
    // The policy replaces EFS's default policy, with which all clients that can connect to a mount target may mount
    // anonymously.
    new EfsFileSystemPolicy(this, "policy", {
      fileSystemId: this.id,
      policy: policyDocument({
        sid: "TlsOnly",
        effect: "Deny",
        actions: [...CLIENT_ACTIONS, "elasticfilesystem:ClientRootAccess"],
        resources: [this.arn],
        principals: { AWS: "*" },
        conditions: { Bool: { "aws:SecureTransport": "false" } },
      }),
    });
  }

  private addAccessPoint(name: string, { path, uid, gid, permissions = "0750" }: AccessPoint) {
    const { id, arn } = new EfsAccessPoint(this, name, {
      fileSystemId: this.id,
      posixUser: { uid, gid },
      rootDirectory: { path, creationInfo: { ownerUid: uid, ownerGid: gid, permissions } },
      tags: { Name: name },
    });
    return { id, arn };
  }
}
