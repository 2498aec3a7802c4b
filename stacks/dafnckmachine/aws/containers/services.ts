import { BlueGreenDeployment } from "@modules/aws/ecs/blue-green-deployment";
import type { EcsCluster } from "@modules/aws/ecs/ecs-cluster";
import { FargateService, type FargateServiceProps } from "@modules/aws/ecs/fargate-service";
import type { ApplicationLoadBalancer } from "@modules/aws/load-balancing/application-load-balancer";
import { ListenerRule } from "@modules/aws/load-balancing/listener-rule";
import { type ITargetGroup, TargetGroup } from "@modules/aws/load-balancing/target-group";
import type { IVpc } from "@modules/aws/network/vpc";
import { fail } from "@modules/core/checks";
import { TerraformOutput } from "cdktf";
import type { DafnckmachineEnvironment, ServiceSettings } from "../../../../environments/dafnckmachine/schema";
import type { AwsStack } from "../../../base/aws-stack";
import { API } from "../../cluster/pods";
import { PORTS } from "../../ports";
import { LISTENER_RULES } from "../listener-rules";
import type { TierGroups } from "../network";
import { addTask, cacheVariables, type TaskProps } from "./tasks";

export interface ServicesProps extends TaskProps {
  readonly cluster: EcsCluster;
  readonly vpc: IVpc;
  readonly groups: TierGroups;
  readonly loadBalancing: {
    readonly public: ApplicationLoadBalancer;
    /** Target group of the internal load balancer. */
    readonly targetGroups: { readonly microservices: ITargetGroup };
  };
  /** Minimum size of a standby. @default none: the stack is in the primary region, with the sizes in `containers` */
  readonly standby?: { readonly min: number };
}

type Stack = AwsStack<DafnckmachineEnvironment>;

/**
 * The service that orchestrates agents, with rolling deployments. Other services connect to it through the internal
 * load balancer.
 */
export function addAgentOrchestration(stack: Stack, props: ServicesProps): FargateService {
  const { loadBalancing, data } = props;
  const { caches, tables, fileSystem } = data;
  const settings = stack.environment.containers.agentOrchestration;
  const targetGroup = addTargetGroup(stack, "agents", PORTS.agents, props);
  const rule = new ListenerRule(stack, "agents-rule", {
    ...LISTENER_RULES.agents,
    listener: loadBalancing.public.https,
    targetGroup,
  });
  const task = addTask(stack, "agent-orchestration", props, settings, {
    port: PORTS.agents,
    environment: {
      ...cacheVariables(caches?.application),
      ...(tables?.agentMetrics && { METRICS_TABLE: tables.agentMetrics.name }),
    },
    mounts: fileSystem && { shared: { fileSystem, accessPoint: "shared", path: "/shared" } },
  });
  caches?.application.grantConnect(task.role);
  tables?.agentMetrics?.grantReadWrite(task.role);
  return addService(stack, "agent-orchestration", props, settings, {
    task,
    spotPercentage: settings.spotPercentage,
    targetGroups: [targetGroup, loadBalancing.targetGroups.microservices],
    after: [rule],
  });
}

/**
 * The service that manages users, with blue-green deployments: the new version first gets a tenth of the requests. A
 * standby has no requests to shift, so it has rolling deployments.
 */
export function addUserManagement(stack: Stack, props: ServicesProps): FargateService {
  const { data, loadBalancing, standby } = props;
  const settings = stack.environment.containers.userManagement;
  const task = addTask(stack, "user-management", props, settings, {
    port: PORTS.users,
    environment: {
      ...cacheVariables(data.caches?.session),
      ...(data.tables && { SESSIONS_TABLE: data.tables.userSessions.name }),
    },
  });
  data.caches?.session.grantConnect(task.role);
  data.tables?.userSessions.grantReadWrite(task.role);
  const blue = addTargetGroup(stack, "users-blue", PORTS.users, props);
  const rule = new ListenerRule(stack, "users-rule", {
    ...LISTENER_RULES.users,
    listener: loadBalancing.public.https,
    targetGroup: blue,
    blueGreen: !standby,
  });
  const service = addService(stack, "user-management", props, settings, {
    task,
    targetGroups: [blue],
    deployments: standby ? "rolling" : "blue-green",
    after: [rule],
  });
  if (!standby) {
    addBlueGreenDeployment(stack, props, { service, blue, rule });
  }
  return service;
}

/**
 * The stable version of the API in a standby. In the primary region pods of the cluster serve the same paths, from the
 * same image; a standby has no cluster.
 */
export function addStandbyApi(stack: Stack, props: ServicesProps): FargateService {
  const { containers, workloads } = stack.environment;
  const sizes =
    containers.standbyApi ?? fail(stack, "containers.standbyApi", "given in an environment with recovery", "none");
  const { imageTag, min } = workloads.api;
  const settings = { ...sizes, imageTag, desired: min };
  const targetGroup = addTargetGroup(stack, "versions", PORTS.api, props);
  const rule = new ListenerRule(stack, "versions-rule", {
    ...LISTENER_RULES.versions,
    listener: props.loadBalancing.public.https,
    targetGroup,
  });
  return addService(stack, API, props, settings, {
    task: addTask(stack, "dafnck-machine/api", props, settings, {
      port: PORTS.api,
      environment: { NODE_ENV: "production" },
    }),
    targetGroups: [targetGroup],
    after: [rule],
  });
}

interface BlueGreenProps {
  readonly service: FargateService;
  readonly blue: ITargetGroup;
  /** Rule of the public listener. */
  readonly rule: ListenerRule;
}

function addBlueGreenDeployment(stack: Stack, props: ServicesProps, { service, blue, rule }: BlueGreenProps): void {
  const loadBalancer = props.loadBalancing.public;
  const { https, test } = loadBalancer;
  const { input } = new BlueGreenDeployment(stack, "user-management-deployment", {
    service,
    targetGroups: { blue, green: addTargetGroup(stack, "users-green", PORTS.users, props) },
    loadBalancer,
    production: { listener: https, rule },
    test: test && {
      listener: test,
      rule: new ListenerRule(stack, "users-test-rule", {
        ...LISTENER_RULES.users,
        listener: test,
        targetGroup: blue,
        blueGreen: true,
      }),
    },
  });
  new TerraformOutput(stack, "user-management-deployment-input", {
    value: input,
    description: "What aws deploy create-deployment --cli-input-json takes to deploy the newest task",
    staticId: true,
  });
}

function addService(
  stack: Stack,
  id: string,
  { cluster, vpc, groups, standby }: ServicesProps,
  { desired, max, scaleOutCooldownSeconds, scaleInCooldownSeconds }: ServiceSettings,
  props: Pick<FargateServiceProps, "task" | "targetGroups" | "deployments" | "after" | "spotPercentage">,
): FargateService {
  return new FargateService(stack, id, {
    ...props,
    cluster,
    vpc,
    securityGroups: [groups.api],
    minTasks: standby?.min ?? desired,
    maxTasks: max,
    scaleOutCooldownSeconds,
    scaleInCooldownSeconds,
  });
}

function addTargetGroup(stack: Stack, name: string, port: number, { vpc }: ServicesProps): TargetGroup {
  return new TargetGroup(stack, `${name}-targets`, { name: stack.named(name), vpc, port, targetType: "ip" });
}
