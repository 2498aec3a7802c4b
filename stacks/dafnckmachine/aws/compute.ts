import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { containerHost } from "@modules/aws/compute/container-host";
import { CpuScaling } from "@modules/aws/compute/cpu-scaling";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IRepository } from "@modules/aws/ecr/repository";
import type { ITargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IConnectable } from "@modules/aws/network/connections";
import { SecurityGroup } from "@modules/aws/network/security-group";
import type { IVpc } from "@modules/aws/network/vpc";
import { LogGroup } from "@modules/aws/operations/log-group";
import type { IKey } from "@modules/aws/security/key";
import { Role } from "@modules/aws/security/role";
import { imageAddress } from "@modules/core/image-address";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { PORTS } from "../ports";
import type { TierGroups } from "./network";

export interface ComputeProps {
  readonly vpc: IVpc;
  readonly groups: TierGroups;
  readonly targetGroups: Readonly<Record<"web" | "api", ITargetGroup>>;
  readonly repositories: Readonly<Record<Tier, IRepository>>;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Minimum size of a standby. @default this is the primary region, sized by `compute` */
  readonly standby?: { readonly min: number };
}

export type Tier = "web" | "api" | "worker";

interface TierProps {
  readonly securityGroup: IConnectable;
  readonly targetGroup?: ITargetGroup;
  /** Port of the container, published on the same port of the host. */
  readonly port?: number;
}

/**
 * The web, API and worker tiers, each an Auto Scaling group whose instances run the
 * tier's image. Push the images first; Auto Scaling keeps replacing instances that
 * cannot pull theirs.
 */
export class ComputeStack extends AwsStack<DafnckmachineEnvironment> {
  readonly autoScalingGroups: Readonly<Record<Tier, AutoScalingGroup>>;

  private readonly props: ComputeProps;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    props: ComputeProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "compute", { region });
    this.props = props;
    const { groups, targetGroups } = props;
    const web = this.addGroup("web", { http: PORTS.web });
    web.connections.allowFrom(groups.web, "http");
    this.autoScalingGroups = {
      web: this.addTier("web", { securityGroup: web, targetGroup: targetGroups.web, port: PORTS.web }),
      api: this.addTier("api", { securityGroup: groups.api, targetGroup: targetGroups.api, port: PORTS.api }),
      worker: this.addTier("worker", { securityGroup: this.addGroup("worker") }),
    };
  }

  /** Egress is open, because instances pull images and packages from the internet. */
  private addGroup(tier: Tier, ports: Readonly<Record<string, number>> = {}): SecurityGroup {
    return new SecurityGroup(this, `${tier}-instances`, {
      name: this.named(`dafnckmachine-${tier}-instances-sg`),
      description: `Instances of the ${tier} tier`,
      vpc: this.props.vpc,
      ports,
      egress: "everywhere",
    });
  }

  private addTier(tier: Tier, { securityGroup, targetGroup, port }: TierProps): AutoScalingGroup {
    const { vpc, keys, repositories, standby } = this.props;
    const { security, deletionProtection, compute } = this.environment;
    const { instanceType, imageTag, tenancy, min, max, spread, spotPercentage, spotTypes } = compute[tier];
    const name = this.named(`dafnckmachine-${tier}`);
    const logGroup = new LogGroup(this, `${tier}-logs`, {
      name: this.named(`/dafnckmachine/${tier}`),
      retentionDays: security.logRetentionDays,
      key: keys.logs,
      deletionProtection,
    });
    const role = this.addRole(tier);
    repositories[tier].grantPull(role);
    logGroup.grantWrite(role);
    const group = new AutoScalingGroup(this, tier, {
      name,
      launchTemplate: new LaunchTemplate(this, `${tier}-template`, {
        name,
        instanceType,
        role,
        securityGroups: [securityGroup],
        key: keys.data,
        userData: containerHost({
          name: tier,
          image: imageAddress(repositories[tier].url, imageTag),
          logGroup,
          region: this.region,
          ports: port ? { [port]: port } : {},
        }),
        tags: this.tags,
        tenancy,
      }),
      vpc,
      // A standby runs the tiers behind the load balancer; workers poll for jobs in the primary region only.
      min: standby ? (targetGroup ? standby.min : 0) : min,
      max,
      targetGroups: targetGroup ? [targetGroup] : [],
      spread,
      spotPercentage,
      spotTypes,
      // A replacement installs the newest Amazon Linux image, which patches the host.
      maxInstanceLifetimeDays: 30,
    });
    new CpuScaling(this, `${tier}-scaling`, { name, group });
    return group;
  }

  private addRole(tier: Tier): Role {
    return new Role(this, `${tier}-role`, {
      name: this.named(`dafnckmachine-${tier}-instances`),
      description: `Instances of the ${tier} tier`,
      assumedBy: "ec2.amazonaws.com",
      // Session Manager replaces SSH and its keys.
      managedPolicies: { "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    });
  }
}
