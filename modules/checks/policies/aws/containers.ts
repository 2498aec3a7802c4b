/** ECS and EKS. */
import type { Json } from "../../json";
import { list, nested, parsedJson } from "../../model/values";
import type { Resource, Rule } from "../rule";

/** Containers of a task definition; none if only Terraform can evaluate the text. */
function containersOf({ block }: Resource): Json[] {
  return list(parsedJson(block.container_definitions));
}

const ecs: readonly Rule[] = [
  {
    name: "ECS services scale",
    type: "aws_ecs_service",
    holds: (service, all) => all.companions(service, "aws_appautoscaling_target").length > 0,
    fix: "add an aws_appautoscaling_target",
    broken: { name: "fixed" },
  },
  {
    name: "ECS services roll back a deployment that fails",
    type: "aws_ecs_service",
    holds: ({ block }) => {
      const { enable, rollback } = nested(block.deployment_circuit_breaker);
      return nested(block.deployment_controller).type === "CODE_DEPLOY" || (enable === true && rollback === true);
    },
    fix: "set deployment_circuit_breaker with enable and rollback, or deploy with CodeDeploy",
    broken: { deployment_circuit_breaker: { enable: true, rollback: false } },
  },
  {
    name: "tasks have no public address",
    type: "aws_ecs_service",
    holds: ({ block }) => !nested(block.network_configuration).assign_public_ip,
    fix: "leave out network_configuration.assign_public_ip",
    broken: { network_configuration: { assign_public_ip: true } },
  },
  {
    name: "tasks run under another role than ECS starts them with",
    type: "aws_ecs_task_definition",
    holds: ({ block }) =>
      !!block.execution_role_arn && !!block.task_role_arn && block.execution_role_arn !== block.task_role_arn,
    fix: "set execution_role_arn and task_role_arn to two roles",
    broken: { execution_role_arn: "a", task_role_arn: "a" },
  },
  {
    name: "containers have a read-only root file system",
    type: "aws_ecs_task_definition",
    holds: (task) => containersOf(task).every(({ readonlyRootFilesystem }) => readonlyRootFilesystem === true),
    fix: "set readonlyRootFilesystem, and mount a volume for files that change",
    broken: { container_definitions: '[{"readonlyRootFilesystem":false}]' },
  },
  {
    name: "containers are unprivileged",
    type: "aws_ecs_task_definition",
    holds: (task) => containersOf(task).every(({ privileged }) => !privileged),
    fix: "leave out privileged",
    broken: { container_definitions: '[{"privileged":true}]' },
  },
  {
    name: "containers log to CloudWatch",
    type: "aws_ecs_task_definition",
    holds: (task) => containersOf(task).every(({ logConfiguration }) => logConfiguration?.logDriver === "awslogs"),
    fix: 'set logConfiguration.logDriver to "awslogs"',
    broken: { container_definitions: '[{"logConfiguration":{"logDriver":"json-file"}}]' },
  },
  {
    name: "containers name their image by version",
    type: "aws_ecs_task_definition",
    holds: (task) => containersOf(task).every(({ image }) => !String(image).endsWith(":latest")),
    fix: "set image to a tag that never moves, or to a digest",
    broken: { container_definitions: '[{"image":"shop:latest"}]' },
  },
  {
    name: "ECS clusters have Container Insights",
    type: "aws_ecs_cluster",
    holds: ({ block }) =>
      list(block.setting).some(({ name, value }) => name === "containerInsights" && value !== "disabled"),
    fix: 'set the setting containerInsights to "enabled" or "enhanced"',
    broken: { setting: [] },
  },
];

const CONTROL_PLANE_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

const eks: readonly Rule[] = [
  {
    name: "EKS clusters export every log of the control plane",
    type: "aws_eks_cluster",
    holds: ({ block }) => CONTROL_PLANE_LOGS.every((log) => list(block.enabled_cluster_log_types).includes(log)),
    fix: `set enabled_cluster_log_types to ${CONTROL_PLANE_LOGS.join(", ")}`,
    broken: { enabled_cluster_log_types: ["api"] },
  },
  {
    name: "EKS clusters encrypt secrets with a customer key",
    type: "aws_eks_cluster",
    holds: ({ block }) => list(block.encryption_config).length === 1,
    fix: "set encryption_config for the resource secrets",
    broken: { encryption_config: [] },
  },
  {
    name: "EKS clusters answer inside the VPC",
    type: "aws_eks_cluster",
    holds: ({ block }) => nested(block.vpc_config).endpoint_private_access === true,
    fix: "set vpc_config.endpoint_private_access",
    broken: { vpc_config: { endpoint_private_access: false } },
  },
  {
    name: "EKS endpoints refuse the world",
    type: "aws_eks_cluster",
    holds: ({ block }) => {
      const { endpoint_public_access, public_access_cidrs } = nested(block.vpc_config);
      const ranges = list(public_access_cidrs);
      return endpoint_public_access === false || (ranges.length > 0 && !ranges.includes("0.0.0.0/0"));
    },
    fix: "set vpc_config.public_access_cidrs, or endpoint_public_access to false",
    broken: { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] } },
  },
  {
    name: "EKS nodes admit no SSH",
    type: "aws_eks_node_group",
    holds: ({ block }) => !block.remote_access,
    fix: "leave out remote_access; Systems Manager opens sessions without a port",
    broken: { remote_access: { ec2_ssh_key: "key" } },
  },
];

export const containers: readonly Rule[] = [...ecs, ...eks];
