import {
  ComputeInstanceTemplate,
  type ComputeInstanceTemplateConfig,
} from "@cdktf/provider-google/lib/compute-instance-template";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { BOOT_DISK_GIBIBYTES } from "../limits";
import type { ISubnet } from "../network/subnets";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import type { IServiceAccount } from "../security/service-account";

export interface IInstanceTemplate extends IConstruct {
  /** Link to this revision of the template; a template created later with the same name has another. */
  readonly selfLink: string;
}

export interface InstanceTemplateProps {
  /**
   * Prefix of the template's name: 1 to 36 of `a-z0-9-`, beginning with a letter. A change of any prop creates a new
   * template.
   */
  readonly name: string;

  /** Machine type, such as `e2-medium`. */
  readonly machineType: string;

  /** Image family, `<project>/<family>`, such as `cos-cloud/cos-stable`. An instance starts from its newest image. */
  readonly image: string;

  /** Size of the boot disk, 10 to 65536 GiB, which Compute Engine calls GB. */
  readonly diskGibibytes: number;

  /** @default "pd-ssd" */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd";

  readonly subnet: ISubnet;

  /** Account whose permissions the instances have. */
  readonly account: IServiceAccount;

  /** Key of the boot disk, in the project's region. */
  readonly key: IKey;

  /** Network tags, which firewall rules can name. @default [] */
  readonly tags?: readonly string[];

  /** Configuration that cloud-init applies at the first boot. Everyone who may describe the template can read it. @default none */
  readonly userData?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ComputeInstanceTemplateConfig>;
}

/** A template of shielded instances without external addresses. People log in with OS Login alone. */
export class InstanceTemplate extends Construct implements IInstanceTemplate {
  readonly selfLink: string;

  constructor(scope: Construct, id: string, props: InstanceTemplateProps) {
    super(scope, id);
    const { name, machineType, image, diskGibibytes, diskType = "pd-ssd", subnet, account, key } = props;
    const { tags = [], userData, overrides } = props;
    checkPattern(this, "name", name, /^[a-z][a-z0-9-]{0,35}$/, "1 to 36 of a-z0-9-, a letter first");
    checkPattern(this, "image", image, /^[^/]+\/[^/]+$/, "<project>/<family>");
    checkWholeNumber(this, "diskGibibytes", diskGibibytes, BOOT_DISK_GIBIBYTES.min, BOOT_DISK_GIBIBYTES.max);
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
      // Google refuses to delete a template that a group uses.
      lifecycle: { createBeforeDestroy: true },
      ...overrides,
    });
    this.selfLink = template.selfLinkUnique;
  }
}
