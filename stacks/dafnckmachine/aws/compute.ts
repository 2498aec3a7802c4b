import { AutoScalingGroup } from "@modules/aws/compute/auto-scaling-group";
import { containerHost } from "@modules/aws/compute/container-host";
import { CpuScaling } from "@modules/aws/compute/cpu-scaling";
import { LaunchTemplate } from "@modules/aws/compute/launch-template";
import type { IPostgres } from "@modules/aws/database/postgres/postgres";
import type { IRepository } from "@modules/aws/ecr/repository";
import type { NetworkLoadBalancer } from "@modules/aws/load-balancing/network-load-balancer";
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
import { publicDomain } from "../../parts/cloudflare/public-domain";
import { renderHostFiles } from "../hosts/files";
import { PORTS } from "../ports";
import { cacheVariables } from "./containers/tasks";
import type { Caches } from "./data/caches";
import type { TaskTables } from "./data/tables";
import { TIER_USERS } from "./data/users";
import { grantSharedData, type SharedData, sharedVariables } from "./data/uses";
import type { TierGroups } from "./network";
import { PROCESSED } from "./uploads";

export interface ComputeProps {
  readonly vpc: IVpc;
  readonly groups: TierGroups;
  readonly targetGroups: Readonly<Record<"web" | "api", ITargetGroup>>;
  /** Internal load balancer of the microservices. */
  readonly internal: Pick<NetworkLoadBalancer, "dnsName">;
  readonly data: TierData;
  readonly repositories: Readonly<Record<Tier, IRepository>>;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  /** Minimum size of a standby. @default none: the stack is in the primary region, with the sizes in `compute` */
  readonly standby?: { readonly min: number };
}

export type Tier = "web" | "api" | "worker";

/** Data of the API and worker tiers, in the region of their instances. A standby has no caches and no queues. */
interface TierData extends SharedData {
  readonly database: Pick<IPostgres, "address" | "port" | "grantConnect">;
  /** @default none */
  readonly caches?: Pick<Caches, "application">;
  /** @default none */
  readonly tables?: TaskTables;
}

interface TierProps {
  readonly securityGroup: IConnectable;
  readonly targetGroup?: ITargetGroup;
  /** Environment variables of the container. */
  readonly environment: Readonly<Record<string, string>>;
  /** Grants permissions to the container. @default none besides those of the host */
  readonly grant?: (role: Role) => void;
}

/**
 * The web, API and worker tiers, each an Auto Scaling group whose instances run the tier's image. Push the images
 * first; Auto Scaling keeps replacing instances that cannot pull their image.
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
    if (!props.standby) {
      renderHostFiles(this);
    }
    const web = new SecurityGroup(this, "web-instances", {
      name: this.named("dafnckmachine-web-instances-sg"),
      description: "Instances of the web tier",
      vpc: props.vpc,
      ports: { http: PORTS.web },
      // Instances pull images and packages from the internet.
      egress: "everywhere",
    });
    web.connections.allowFrom(groups.web, "http");
    this.autoScalingGroups = {
      web: this.addTier("web", {
        securityGroup: web,
        targetGroup: targetGroups.web,
        environment: {
          PORT: String(PORTS.web),
          // Pages call the API from the browser; the web tier itself has no data.
          API_URL: `https://api.${publicDomain(environment)}`,
          ASSETS_URL: `https://assets.${publicDomain(environment)}`,
        },
      }),
      api: this.addTier("api", {
        securityGroup: groups.api,
        targetGroup: targetGroups.api,
        environment: { PORT: String(PORTS.api), ...this.variables(TIER_USERS.api) },
        grant: (role) => {
          this.grantData(role, TIER_USERS.api);
          grantSharedData(props.data, role);
        },
      }),
      // Auto Scaling only uses EC2's status checks for this tier, because workers have no load balancer. A container
      // that keeps failing triggers the alarm on the age of the oldest job.
      worker: this.addTier("worker", {
        securityGroup: groups.worker,
        environment: this.variables(TIER_USERS.worker),
        grant: (role) => {
          this.grantData(role, TIER_USERS.worker);
          props.data.queues?.jobs.grantConsume(role);
          props.data.queues?.notifications.grantSend(role);
          props.data.buckets.uploads.grantRead(role, PROCESSED);
        },
      }),
    };
  }

  /** Environment variables of a tier that uses data. @param user database user, which logs in with an IAM token */
  private variables(user: string): Record<string, string> {
    const { data, internal } = this.props;
    return {
      AWS_REGION: this.region,
      DATABASE_HOST: data.database.address,
      DATABASE_PORT: String(data.database.port),
      DATABASE_NAME: this.environment.platform,
      DATABASE_USER: user,
      MICROSERVICES_URL: `http://${internal.dnsName}:${this.environment.loadBalancers.microservicesPort}`,
      ...cacheVariables(data.caches?.application),
      ...(data.tables?.agentMetrics && { METRICS_TABLE: data.tables.agentMetrics.name }),
      ...sharedVariables(data),
    };
  }

  private grantData(role: Role, user: string): void {
    const { database, caches, tables } = this.props.data;
    database.grantConnect(role, user);
    caches?.application.grantConnect(role);
    tables?.agentMetrics?.grantReadWrite(role);
  }

  private addTier(tier: Tier, { securityGroup, targetGroup, environment, grant }: TierProps): AutoScalingGroup {
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
    grant?.(role);
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
          // The container needs the role's credentials, which containers on a bridge network cannot get from the
          // instance metadata service.
          hostNetwork: true,
          environment,
          agent: true,
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
    // Scaling starts after two minutes, and an instance needs about two more until it passes its health checks. The
    // platform must scale within five minutes.
    new CpuScaling(this, `${tier}-scaling`, { name, group, scaleUpAfterMinutes: 2 });
    return group;
  }

  private addRole(tier: Tier): Role {
    return new Role(this, `${tier}-role`, {
      name: this.named(`dafnckmachine-${tier}-instances`),
      description: `Instances of the ${tier} tier`,
      assumedBy: "ec2.amazonaws.com",
      // Session Manager replaces SSH and its keys.
      managedPolicies: {
        "session-manager": "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
        "cloudwatch-agent": "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy",
      },
    });
  }
}
