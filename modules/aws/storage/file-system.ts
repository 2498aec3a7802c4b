import { EfsAccessPoint } from "@cdktf/provider-aws/lib/efs-access-point";
import { EfsBackupPolicy } from "@cdktf/provider-aws/lib/efs-backup-policy";
import { EfsFileSystem } from "@cdktf/provider-aws/lib/efs-file-system";
import { EfsFileSystemPolicy } from "@cdktf/provider-aws/lib/efs-file-system-policy";
import { EfsMountTarget } from "@cdktf/provider-aws/lib/efs-mount-target";
import { Construct, type IConstruct } from "constructs";
import type { Connections, IConnectable } from "../network/connections";
import { SecurityGroup } from "../network/security-group";
import type { Vpc } from "../network/vpc";
import type { IKey } from "../security/key";
import { policyDocument } from "../security/policy";
import { grant, type IRole } from "../security/role";

export interface IFileSystem extends IConstruct {
  readonly id: string;
  readonly arn: string;
  /** Lets the role mount it and write, through one access point or anywhere. */
  grantMount(role: IRole, accessPoint?: string): void;
}

export interface AccessPoint {
  /** Directory clients see as the root; made when missing. */
  readonly path: string;
  /** User and group every client acts as, whatever it says. */
  readonly uid: number;
  readonly gid: number;
  /** Mode of the directory when it is made. @default "0750" */
  readonly permissions?: string;
}

export interface FileSystemProps {
  /** `Name` tag. */
  readonly name: string;

  readonly vpc: Vpc;

  /** Group of subnets, one in each zone, that clients mount from. @default "private" */
  readonly subnetGroup?: string;

  readonly key: IKey;

  /** Throughput paid for whether used or not, 1 to 3414 MiB/s. @default elastic, paid by use */
  readonly throughputMebibytes?: number;

  /** Entrances by name. @default none */
  readonly accessPoints?: Readonly<Record<string, AccessPoint>>;

  /** Refuse deletion by Terraform. @default true */
  readonly deletionProtection?: boolean;
}

const CLIENT_ACTIONS = ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"];

/**
 * A shared NFS file system, backed up every day. Clients mount it over TLS and
 * with a role of theirs: its policy admits nobody anonymous.
 */
export class FileSystem extends Construct implements IFileSystem, IConnectable {
  readonly id: string;
  readonly arn: string;
  readonly connections: Connections;
  readonly accessPoints: Readonly<Record<string, { readonly id: string; readonly arn: string }>>;

  constructor(scope: Construct, id: string, props: FileSystemProps) {
    super(scope, id);
    const {
      name,
      vpc,
      subnetGroup = "private",
      key,
      throughputMebibytes,
      accessPoints = {},
      deletionProtection = true,
    } = props;
    if (throughputMebibytes !== undefined && (throughputMebibytes < 1 || throughputMebibytes > 3414)) {
      throw new Error(`${this.node.path}: throughputMebibytes must be 1 to 3414, got ${throughputMebibytes}`);
    }
    const fileSystem = new EfsFileSystem(this, "Default", {
      encrypted: true,
      kmsKeyId: key.arn,
      performanceMode: "generalPurpose",
      throughputMode: throughputMebibytes === undefined ? "elastic" : "provisioned",
      provisionedThroughputInMibps: throughputMebibytes,
      tags: { Name: name },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.id = fileSystem.id;
    this.arn = fileSystem.arn;
    this.addPolicies();
    const group = new SecurityGroup(this, "security-group", {
      name: `${name}-efs-sg`,
      description: `Mount targets of ${name}`,
      vpc,
      ports: { nfs: 2049 },
    });
    this.connections = group.connections;
    const zones = Object.keys(vpc.subnetGroups[subnetGroup]?.subnets ?? {});
    for (const [index, subnetId] of vpc.subnetIds(subnetGroup).entries()) {
      new EfsMountTarget(this, zones[index]!, { fileSystemId: this.id, subnetId, securityGroups: [group.id] });
    }
    this.accessPoints = Object.fromEntries(
      Object.entries(accessPoints).map(([point, settings]) => [point, this.addAccessPoint(point, settings)]),
    );
  }

  grantMount(role: IRole, accessPoint?: string): void {
    const point = accessPoint === undefined ? undefined : this.accessPoints[accessPoint];
    if (accessPoint !== undefined && !point) {
      const names = Object.keys(this.accessPoints).join(" or ") || "declared first";
      throw new Error(`${this.node.path}: accessPoint must be ${names}, got ${accessPoint}`);
    }
    grant(role, ["mount", this.node.id, ...(accessPoint ? [accessPoint] : [])].join("-"), {
      actions: CLIENT_ACTIONS,
      resources: [this.arn],
      conditions: point && { StringEquals: { "elasticfilesystem:AccessPointArn": point.arn } },
    });
  }

  private addPolicies(): void {
    new EfsBackupPolicy(this, "backup", { fileSystemId: this.id, backupPolicy: { status: "ENABLED" } });
    // Any policy replaces the default one, which lets everyone mount who reaches a mount target.
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
