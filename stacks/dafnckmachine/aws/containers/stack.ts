import { BlueGreenDeployment } from "@modules/aws/ecs/blue-green-deployment";
import { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateService, type FargateServiceProps } from "@modules/aws/ecs/fargate-service";
import type { FargateTask } from "@modules/aws/ecs/fargate-task";
import { ScheduledTask } from "@modules/aws/ecs/scheduled-task";
import { type IListener, ListenerRule } from "@modules/aws/load-balancing/listener";
import { type ITargetGroup, TargetGroup } from "@modules/aws/load-balancing/target-group";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../../base/aws-stack";
import { addTask, type ContainersProps, cacheVariables } from "./tasks";

type Settings = DafnckmachineEnvironment["containers"]["userManagement"];

/** Priorities on the public listener; the tiers of instances have those from 100. */
const PRIORITIES = { agents: 10, users: 20 };

/** Services and batches on Fargate. Push their images and fill in the API keys first, or no task starts. */
export class ContainersStack extends AwsStack<DafnckmachineEnvironment> {
  readonly cluster: EcsCluster;
  readonly services: Readonly<Record<"agentOrchestration" | "userManagement", FargateService>>;

  private readonly props: ContainersProps;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    props: ContainersProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "containers", { region });
    this.props = props;
    this.cluster = new EcsCluster(this, "cluster", {
      name: this.named("dafnckmachine-cluster"),
      key: props.keys.data,
      logsKey: props.keys.logs,
      logRetentionDays: environment.security.logRetentionDays,
    });
    this.services = { agentOrchestration: this.addAgentOrchestration(), userManagement: this.addUserManagement() };
    this.addBatch();
  }

  /** Replaced task by task; also reached by other services, through the internal load balancer. */
  private addAgentOrchestration(): FargateService {
    const { loadBalancing, data } = this.props;
    const { caches, tables, fileSystem } = data;
    const settings = this.environment.containers.agentOrchestration;
    const targets = this.addTargets("agents", 3001);
    const rule = this.addRule("agents-rule", "agents", loadBalancing.public.https, targets);
    const task = addTask(this, "agent-orchestration", this.props, settings, {
      port: 3001,
      environment: {
        ...cacheVariables(caches?.application),
        ...(tables && { METRICS_TABLE: tables.agentMetrics.name }),
      },
      mounts: fileSystem && { shared: { fileSystem, accessPoint: "shared", path: "/shared" } },
    });
    caches?.application.grantConnect(task.role);
    tables?.agentMetrics.grantReadWrite(task.role);
    return this.addService("agent-orchestration", task, settings, {
      targetGroups: [targets, loadBalancing.targetGroups.microservices],
      after: [rule],
    });
  }

  /** Replaced as a whole, a tenth of the requests first; in a standby, which has no requests, task by task. */
  private addUserManagement(): FargateService {
    const { data, loadBalancing, standby } = this.props;
    const settings = this.environment.containers.userManagement;
    const task = addTask(this, "user-management", this.props, settings, {
      port: 3000,
      environment: {
        ...cacheVariables(data.caches?.session),
        ...(data.tables && { SESSIONS_TABLE: data.tables.userSessions.name }),
      },
    });
    data.caches?.session.grantConnect(task.role);
    data.tables?.userSessions.grantReadWrite(task.role);
    const blue = this.addTargets("users-blue", 3000);
    const rule = this.addRule("users-rule", "users", loadBalancing.public.https, blue, !standby);
    const service = this.addService("user-management", task, settings, {
      targetGroups: [blue],
      deployments: standby ? "rolling" : "blue-green",
      after: [rule],
    });
    if (!standby) {
      this.deployBlueGreen(service, blue, rule);
    }
    return service;
  }

  private deployBlueGreen(service: FargateService, blue: ITargetGroup, rule: ListenerRule): void {
    const { https, test } = this.props.loadBalancing.public;
    const { input } = new BlueGreenDeployment(this, "user-management-deployment", {
      service,
      targetGroups: { blue, green: this.addTargets("users-green", 3000) },
      loadBalancer: this.props.loadBalancing.public,
      production: { listener: https, rule },
      test: test && { listener: test, rule: this.addRule("users-test-rule", "users", test, blue, true) },
    });
    new TerraformOutput(this, "user-management-deployment-input", {
      value: input,
      description: "What aws deploy create-deployment --cli-input-json takes to deploy the newest task",
      staticId: true,
    });
  }

  private addBatch(): void {
    const { schedule, ...settings } = this.environment.containers.batch;
    new ScheduledTask(this, "batch", {
      task: addTask(this, "batch", this.props, settings),
      cluster: this.cluster,
      schedule,
      // One region does the night's work.
      enabled: !this.props.standby,
      vpc: this.props.vpc,
      securityGroups: [this.props.groups.api],
      key: this.props.keys.data,
    });
  }

  private addService(
    id: string,
    task: FargateTask,
    { desired, max, scaleOutCooldownSeconds, scaleInCooldownSeconds }: Settings,
    props: Pick<FargateServiceProps, "targetGroups" | "deployments" | "after">,
  ): FargateService {
    return new FargateService(this, id, {
      task,
      cluster: this.cluster,
      vpc: this.props.vpc,
      securityGroups: [this.props.groups.api],
      minTasks: this.props.standby?.min ?? desired,
      maxTasks: max,
      scaleOutCooldownSeconds,
      scaleInCooldownSeconds,
      ...props,
    });
  }

  private addTargets(name: string, port: number): TargetGroup {
    return new TargetGroup(this, `${name}-targets`, {
      name: this.named(name),
      vpc: this.props.vpc,
      port,
      targetType: "ip",
    });
  }

  private addRule(
    id: string,
    path: keyof typeof PRIORITIES,
    listener: IListener,
    targetGroup: ITargetGroup,
    blueGreen = false,
  ): ListenerRule {
    return new ListenerRule(this, id, {
      listener,
      priority: PRIORITIES[path],
      pathPatterns: [`/api/${path}*`],
      targetGroup,
      blueGreen,
    });
  }
}
