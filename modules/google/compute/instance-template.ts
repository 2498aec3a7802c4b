import { ComputeInstanceTemplate } from "@cdktf/provider-google/lib/compute-instance-template";
import { Construct, type IConstruct } from "constructs";
import type { ISubnet } from "../network/subnets";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

export interface IInstanceTemplate extends IConstruct {
  /** Names the template of this apply and no later one of the same name. */
  readonly selfLink: string;
}

export interface InstanceTemplateProps {
  /** Begins the template's name, at most 36 characters; each change makes a new template. */
  readonly name: string;

  /** Such as `e2-medium`. */
  readonly machineType: string;

  /** `<project>/<family>`, such as `cos-cloud/cos-stable`; the newest image of the family when an instance starts. */
  readonly image: string;

  /** Size of the boot disk, from 10 GiB, which Compute Engine calls GB. */
  readonly diskGibibytes: number;

  /** @default "pd-ssd" */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd";

  readonly subnet: ISubnet;

  /** Whose permissions the instances have. */
  readonly account: IServiceAccount;

  /** Of the boot disk, in the region. */
  readonly key: IKey;

  /** Network tags, which firewall rules name. @default none */
  readonly tags?: readonly string[];

  /** Read by cloud-init at the first boot; whoever may describe the template reads it. @default none */
  readonly userData?: string;
}

/**
 * What the instances of a group are like: shielded, without an address of
 * their own, and entered by nobody but who may log in by OS Login.
 */
export class InstanceTemplate extends Construct implements IInstanceTemplate {
  readonly selfLink: string;

  constructor(scope: Construct, id: string, props: InstanceTemplateProps) {
    super(scope, id);
    const { name, machineType, image, diskGibibytes, diskType = "pd-ssd", subnet, account, key } = props;
    const { tags = [], userData } = props;
    this.check("name", /^[a-z][a-z0-9-]{0,35}$/.test(name), "1 to 36 of a-z0-9-, a letter first", name);
    this.check("image", /^[^/]+\/[^/]+$/.test(image), "<project>/<family>", image);
    this.check("diskGibibytes", Number.isInteger(diskGibibytes) && diskGibibytes >= 10, "at least 10", diskGibibytes);
    const template = new ComputeInstanceTemplate(this, "Default", {
      namePrefix: `${name}-`,
      region: projectOf(this).region,
      machineType,
      disk: [
        {
          boot: true,
          autoDelete: true,
          sourceImage: image,
          diskSizeGb: diskGibibytes,
          diskType,
          diskEncryptionKey: { kmsKeySelfLink: key.id },
        },
      ],
      networkInterface: [{ subnetwork: subnet.id }],
      serviceAccount: { email: account.email, scopes: ["https://www.googleapis.com/auth/cloud-platform"] },
      shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
      scheduling: {
        preemptible: false,
        provisioningModel: "STANDARD",
        automaticRestart: true,
        onHostMaintenance: "MIGRATE",
      },
      tags: [...tags],
      metadata: {
        "enable-oslogin": "TRUE",
        "block-project-ssh-keys": "TRUE",
        "serial-port-enable": "FALSE",
        ...(userData ? { "user-data": userData } : {}),
      },
      // One that a group uses cannot be deleted.
      lifecycle: { createBeforeDestroy: true },
    });
    this.selfLink = template.selfLinkUnique;
  }

  private check(prop: string, holds: boolean, rule: string, got: unknown): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}
