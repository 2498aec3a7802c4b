import { IamInstanceProfile } from "@cdktf/provider-aws/lib/iam-instance-profile";
import {
  LaunchTemplate as AwsLaunchTemplate,
  type LaunchTemplateConfig,
} from "@cdktf/provider-aws/lib/launch-template";
import { check } from "@modules/core/checks";
import { Fn, TerraformLocal, Token } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { accountOf, globalName } from "../account";
import type { IConnectable } from "../network/connections";
import type { IKey } from "../security/key";
import type { IRole } from "../security/role";

export type Tenancy = "default" | "dedicated";

export interface ILaunchTemplate extends IConstruct {
  readonly id: string;
  /** Number of the latest version. `$Latest` would hide changes from a plan. */
  readonly version: string;
  readonly instanceType: string;
  readonly tenancy: Tenancy;
  /** Tags of instances, volumes and network interfaces. */
  readonly tags: Readonly<Record<string, string>>;
}

export interface LaunchTemplateProps {
  /** Name of the template and of the instance profile: 3 to 125 letters, digits and `( ) . / _ -`. */
  readonly name: string;

  readonly instanceType: string;

  /** Role that `ec2.amazonaws.com` may assume. */
  readonly role: IRole;

  readonly securityGroups: readonly IConnectable[];

  /** Key of the volumes, with `ec2.<region>.amazonaws.com` among its `viaServices`. */
  readonly key: IKey;

  /**
   * User data for cloud-init, at most 16 KiB. It must not contain secrets, because `ec2:DescribeLaunchTemplateVersions`
   * returns it.
   */
  readonly userData: string;

  /** Tags of instances, volumes and network interfaces, which the provider's default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;

  /**
   * Id of an AMI, or `resolve:ssm:` with the name of an SSM parameter that EC2 reads at launch.
   * @default the latest Amazon Linux 2023 for x86-64
   */
  readonly image?: string;

  /** Size of the root volume in GiB. @default 20 */
  readonly rootVolumeGibibytes?: number;

  /** Sizes in GiB of additional, empty gp3 volumes, by device such as `/dev/sdf`. @default {} */
  readonly volumeGibibytes?: Readonly<Record<string, number>>;

  /**
   * Set the network interface, with its security groups, in the template. Use false for an instance that sets its own
   * subnet, security groups or address, because EC2 accepts these from the instance or from the template, not from
   * both.
   * @default true
   */
  readonly networkInterface?: boolean;

  /** `dedicated` runs instances on hardware without other accounts, for an hourly fee per region. @default "default" */
  readonly tenancy?: Tenancy;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LaunchTemplateConfig>;
}

const AMAZON_LINUX = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/user-data.html */
const USER_DATA_BYTES = 16 * 1024;

/** A launch template for instances without a public address, with encrypted volumes and IMDSv2. */
export class LaunchTemplate extends Construct implements ILaunchTemplate {
  readonly id: string;
  readonly version: string;
  readonly instanceType: string;
  readonly tenancy: Tenancy;
  readonly tags: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: LaunchTemplateProps) {
    super(scope, id);
    const { name, instanceType, role, securityGroups, key, userData } = props;
    const { image = AMAZON_LINUX, rootVolumeGibibytes = 20, tenancy = "default", networkInterface = true } = props;
    const { volumeGibibytes = {}, overrides } = props;
    const bytes = Buffer.byteLength(userData);
    check(this, bytes <= USER_DATA_BYTES, "userData", `at most ${USER_DATA_BYTES} bytes`, bytes);
    const profile = new IamInstanceProfile(this, "profile", {
      name: globalName(this, name),
      role: role.name,
      path: accountOf(this).roles?.path,
    });
    this.instanceType = instanceType;
    this.tenancy = tenancy;
    this.tags = { ...props.tags, Name: name };
    // The text is a local value, because quotes in it would end the string literal of the function call.
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
        // With a hop limit of 1, containers on a bridge network cannot get the credentials of the instance.
        httpPutResponseHopLimit: 1,
      },
      networkInterfaces: networkInterface
        ? [
            {
              deviceIndex: 0,
              associatePublicIpAddress: "false",
              deleteOnTermination: "true",
              securityGroups: securityGroups.map(({ connections }) => connections.groupId),
            },
          ]
        : undefined,
      blockDeviceMappings: Object.entries({ "/dev/xvda": rootVolumeGibibytes, ...volumeGibibytes }).map(
        ([deviceName, volumeSize]) => ({
          deviceName,
          ebs: { volumeType: "gp3", volumeSize, encrypted: "true", kmsKeyId: key.arn, deleteOnTermination: "true" },
        }),
      ),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: this.tags,
      })),
      ...overrides,
    });
    this.id = template.id;
    this.version = Token.asString(template.latestVersion);
  }
}
