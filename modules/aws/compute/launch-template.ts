import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import { LaunchTemplate as AwsLaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, TerraformLocal, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf, globalName } from "../account";
import type { IConnectable } from "../network/connections";
import type { IKey } from "../security/key";
import type { IRole } from "../security/role";

export type Tenancy = "default" | "dedicated";

export interface ILaunchTemplate extends IConstruct {
  readonly id: string;
  /** Number of the newest version, so that what launches from it sees every change. */
  readonly version: string;
  readonly instanceType: string;
  readonly tenancy: Tenancy;
  /** On everything launched. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface LaunchTemplateProps {
  /** 3 to 125 letters, digits and `( ) . / _ -`; also of the instance profile. */
  readonly name: string;

  readonly instanceType: string;

  /** Trusts `ec2.amazonaws.com`. */
  readonly role: IRole;

  readonly securityGroups: readonly IConnectable[];

  /** Encrypts the root volume; must be usable through EC2. */
  readonly key: IKey;

  /**
   * What cloud-init runs at the first boot, at most 16 KiB. Everyone who may
   * describe the template reads it, so no secrets.
   */
  readonly userData: string;

  /** On instances, volumes and interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;

  /** Id of an image, or a public parameter that names one when an instance is launched. @default Amazon Linux 2023 for x86 */
  readonly image?: string;

  /** GiB. @default 20 */
  readonly rootVolumeGibibytes?: number;

  /** More volumes of gp3, GiB by device such as `/dev/sdf`, as empty as they come. @default none */
  readonly volumes?: Readonly<Record<string, number>>;

  /**
   * Whether what launches says the subnet, the groups and the addresses itself,
   * as for an instance with an address of its own; EC2 takes them from one only.
   * @default false
   */
  readonly placedByInstance?: boolean;

  /** `dedicated` keeps other accounts off the host, for an hourly fee per region. @default "default" */
  readonly tenancy?: Tenancy;
}

const AMAZON_LINUX = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const USER_DATA_BYTES = 16 * 1024;

/** How instances are made: without a public address, encrypted, their metadata for sessions of their own only. */
export class LaunchTemplate extends Construct implements ILaunchTemplate {
  readonly id: string;
  readonly version: string;
  readonly instanceType: string;
  readonly tenancy: Tenancy;
  readonly tags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const { name, instanceType, role, securityGroups, key, userData } = props;
    const { image = AMAZON_LINUX, rootVolumeGibibytes = 20, tenancy = "default", placedByInstance = false } = props;
    const volumes = { "/dev/xvda": rootVolumeGibibytes, ...props.volumes };
    if (Buffer.byteLength(userData) > USER_DATA_BYTES) {
      throw new Error(
        `${this.node.path}: userData must be at most ${USER_DATA_BYTES} bytes, got ${Buffer.byteLength(userData)}`,
      );
    }
    const profile = new IamInstanceProfile(this, "profile", {
      name: globalName(this, name),
      role: role.name,
      path: accountOf(this).roles?.path,
    });
    this.instanceType = instanceType;
    this.tenancy = tenancy;
    this.tags = { ...props.tags, Name: name };
    // A function takes no text with quotes in it, so the text is a local value.
    const text = new TerraformLocal(this, "user-data", userData);
    const template = new AwsLaunchTemplate(this, "Default", {
      name,
      instanceType,
      imageId: image,
      updateDefaultVersion: true,
      userData: Fn.base64encode(text.asString),
      iamInstanceProfile: { arn: profile.arn },
      ebsOptimized: "true",
      monitoring: { enabled: true },
      placement: { tenancy },
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        // Containers behind a bridge are one hop further and get no credentials of the host.
        httpPutResponseHopLimit: 1,
      },
      networkInterfaces: placedByInstance
        ? undefined
        : [
            {
              deviceIndex: 0,
              associatePublicIpAddress: "false",
              deleteOnTermination: "true",
              securityGroups: securityGroups.map(({ connections }) => connections.groupId),
            },
          ],
      blockDeviceMappings: Object.entries(volumes).map(([deviceName, volumeSize]) => ({
        deviceName,
        ebs: { volumeType: "gp3", volumeSize, encrypted: "true", kmsKeyId: key.arn, deleteOnTermination: "true" },
      })),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: this.tags,
      })),
    });
    this.id = template.id;
    this.version = Token.asString(template.latestVersion);
  }
}
