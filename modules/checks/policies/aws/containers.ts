/** ECS and EKS. */
import type { Json } from "../../json";
import { isOpenRange } from "../../model/security-groups";
import { list, nested, parsedJson } from "../../model/values";
import type { Resource } from "../resources";
import type { Rule } from "../rule";

/** Containers of a task definition; none if only Terraform can evaluate the text. */
function containersOf({ block }: Resource): Json[] {
  return list(parsedJson(block.container_definitions));
}

const ecs: readonly Rule[] = [
  {
    id: "aws-ecs-scaling",
    name: "ECS services scale",
    type: "aws_ecs_service",
    severity: "low",
    topic: "capacity",
    holds: (service, all) => all.companions(service, "aws_appautoscaling_target").length > 0,
    fix: "add an aws_appautoscaling_target",
    broken: { name: "fixed" },
    mended: { name: "shop" },
    beside: { aws_appautoscaling_target: { it: { resource_id: "service/shop/${aws_ecs_service.it.name}" } } },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-auto-scaling.html",
  },
  {
    id: "aws-ecs-rollback",
    name: "ECS services roll back a deployment that fails",
    type: "aws_ecs_service",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) => {
      const { enable, rollback } = nested(block.deployment_circuit_breaker);
      return nested(block.deployment_controller).type === "CODE_DEPLOY" || (enable === true && rollback === true);
    },
    fix: "set deployment_circuit_breaker with enable and rollback, or deploy with CodeDeploy",
    broken: { deployment_circuit_breaker: { enable: true, rollback: false } },
    mended: { deployment_circuit_breaker: { enable: true, rollback: true } },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
  },
  {
    id: "aws-ecs-private",
    name: "tasks have no public address",
    type: "aws_ecs_service",
    severity: "high",
    topic: "network",
    holds: ({ block }) => !nested(block.network_configuration).assign_public_ip,
    fix: "leave out network_configuration.assign_public_ip",
    broken: { network_configuration: { assign_public_ip: true } },
    mended: { network_configuration: { subnets: ["a"] } },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-networking-awsvpc.html",
  },
  {
    id: "aws-ecs-task-role",
    name: "tasks have separate task and execution roles",
    type: "aws_ecs_task_definition",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) =>
      !!block.execution_role_arn && !!block.task_role_arn && block.execution_role_arn !== block.task_role_arn,
    fix: "set execution_role_arn and task_role_arn to two roles",
    broken: { execution_role_arn: "a", task_role_arn: "a" },
    mended: { execution_role_arn: "a", task_role_arn: "b" },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html",
  },
  {
    id: "aws-ecs-read-only",
    name: "containers have a read-only root file system",
    type: "aws_ecs_task_definition",
    severity: "medium",
    topic: "configuration",
    holds: (task) => containersOf(task).every(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true),
    fix: "set readonlyRootFilesystem, and mount a volume for files that change",
    broken: { container_definitions: '[{"readonlyRootFilesystem":false}]' },
    mended: { container_definitions: '[{"readonlyRootFilesystem":true}]' },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  },
  {
    id: "aws-ecs-unprivileged",
    name: "containers are unprivileged",
    type: "aws_ecs_task_definition",
    severity: "high",
    topic: "least privilege",
    holds: (task) => containersOf(task).every(({ privileged }) => !privileged),
    fix: "leave out privileged",
    broken: { container_definitions: '[{"privileged":true}]' },
    mended: { container_definitions: '[{"image":"shop:v1"}]' },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  },
  {
    id: "aws-ecs-logs",
    name: "containers log to CloudWatch",
    type: "aws_ecs_task_definition",
    severity: "medium",
    topic: "logging",
    holds: (task) => containersOf(task).every(({ logConfiguration }) => logConfiguration?.logDriver === "awslogs"),
    fix: 'set logConfiguration.logDriver to "awslogs"',
    broken: { container_definitions: '[{"logConfiguration":{"logDriver":"json-file"}}]' },
    mended: { container_definitions: '[{"logConfiguration":{"logDriver":"awslogs"}}]' },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/using_awslogs.html",
  },
  {
    id: "aws-ecs-image-version",
    name: "containers name their image by version",
    type: "aws_ecs_task_definition",
    severity: "medium",
    topic: "software",
    holds: (task) => containersOf(task).every(({ image }) => !String(image).endsWith(":latest")),
    fix: "set image to a tag that never moves, or to a digest",
    broken: { container_definitions: '[{"image":"shop:latest"}]' },
    mended: { container_definitions: '[{"image":"shop:v1"}]' },
    page: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/security-tasks-containers.html",
  },
  {
    id: "aws-ecs-container-insights",
    name: "ECS clusters have Container Insights",
    type: "aws_ecs_cluster",
    severity: "low",
    topic: "monitoring",
    holds: ({ block }) =>
      list(block.setting).some(({ name, value }) => name === "containerInsights" && value !== "disabled"),
    fix: 'set the setting containerInsights to "enabled" or "enhanced"',
    broken: { setting: [] },
    mended: { setting: [{ name: "containerInsights", value: "enabled" }] },
    page: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContainerInsights.html",
  },
];

const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const eks: readonly Rule[] = [
  {
    id: "aws-eks-logs",
    name: "EKS clusters export every log of the control plane",
    type: "aws_eks_cluster",
    severity: "medium",
    topic: "logging",
    holds: ({ block }) => CONTROL_PLANE_LOGS.every((log) => list(block.enabled_cluster_log_types).includes(log)),
    fix: `set enabled_cluster_log_types to ${CONTROL_PLANE_LOGS.join(", ")}`,
    broken: { enabled_cluster_log_types: ["api"] },
    mended: { enabled_cluster_log_types: CONTROL_PLANE_LOGS },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html",
  },
  {
    id: "aws-eks-secrets-key",
    name: "EKS clusters encrypt secrets with a customer key",
    type: "aws_eks_cluster",
    severity: "high",
    topic: "secrets",
    holds: ({ block }) => list(block.encryption_config).length === 1,
    fix: "set encryption_config for the resource secrets",
    broken: { encryption_config: [] },
    mended: { encryption_config: [{ resources: ["secrets"] }] },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/enable-kms.html",
  },
  {
    id: "aws-eks-private-endpoint",
    name: "EKS endpoints are reachable inside the VPC",
    type: "aws_eks_cluster",
    severity: "medium",
    topic: "network",
    holds: ({ block }) => nested(block.vpc_config).endpoint_private_access === true,
    fix: "set vpc_config.endpoint_private_access",
    broken: { vpc_config: { endpoint_private_access: false } },
    mended: { vpc_config: { endpoint_private_access: true } },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  },
  {
    id: "aws-eks-public-endpoint",
    name: "EKS endpoints are not open to the internet",
    type: "aws_eks_cluster",
    severity: "high",
    topic: "network",
    holds: ({ block }) => {
      const { endpoint_public_access, public_access_cidrs } = nested(block.vpc_config);
      const ranges = list(public_access_cidrs);
      return endpoint_public_access === false || (ranges.length > 0 && !ranges.some(isOpenRange));
    },
    fix: "set vpc_config.public_access_cidrs, or endpoint_public_access to false",
    broken: { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] } },
    mended: { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["203.0.113.0/24"] } },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  },
  {
    id: "aws-eks-node-ssh",
    name: "EKS nodes admit no SSH",
    type: "aws_eks_node_group",
    severity: "medium",
    topic: "network",
    holds: ({ block }) => !block.remote_access,
    fix: "leave out remote_access; Systems Manager opens sessions without a port",
    broken: { remote_access: { ec2_ssh_key: "key" } },
    mended: { node_group_name: "shop" },
    page: "https://docs.aws.amazon.com/eks/latest/userguide/create-managed-node-group.html",
  },
];

export const containers: readonly Rule[] = [...ecs, ...eks];
