import type { Json } from "../json";
import { block, list } from "../model/values";
import type { Rule } from "./rule";

/** Containers of a task; expressions inside the text are left as they are. */
function containers(task: Json): Json[] {
  return JSON.parse(task.container_definitions);
}

export const compute: Rule[] = [
  {
    name: "instances answer metadata requests with a token only, one hop away",
    type: "aws_launch_template",
    holds: ({ block: template }) =>
      block(template.metadata_options)?.http_tokens === "required" &&
      block(template.metadata_options)?.http_put_response_hop_limit === 1,
    broken: { metadata_options: { http_tokens: "optional" } },
  },
  {
    name: "instances have encrypted disks",
    type: "aws_launch_template",
    holds: ({ block: template }) =>
      list(template.block_device_mappings).length > 0 &&
      list(template.block_device_mappings).every(
        (device) => String(block(device.ebs)?.encrypted) === "true" && !!block(device.ebs)?.kms_key_id,
      ),
    broken: { block_device_mappings: [{ ebs: { encrypted: "false" } }] },
  },
  {
    name: "instances have no public address",
    type: "aws_launch_template",
    holds: ({ block: template }) =>
      list(template.network_interfaces).every((one) => String(one.associate_public_ip_address) !== "true"),
    broken: { network_interfaces: [{ associate_public_ip_address: "true" }] },
  },
  {
    name: "instances and their volumes carry the environment's tags",
    type: "aws_launch_template",
    holds: ({ block: template }) =>
      ["instance", "volume"].every((type) =>
        list(template.tag_specifications).some((one) => one.resource_type === type && one.tags?.Environment),
      ),
    broken: { tag_specifications: [{ resource_type: "instance", tags: { Environment: "x" } }] },
  },
  {
    name: "single instances answer metadata requests with a token only",
    type: "aws_instance",
    holds: ({ block: instance }) => block(instance.metadata_options)?.http_tokens === "required",
    broken: { metadata_options: { http_tokens: "optional" } },
  },
  {
    name: "single instances come from a template, which encrypts their disks",
    type: "aws_instance",
    holds: ({ block: instance }) => !!block(instance.launch_template)?.version,
    broken: { ami: "ami-1" },
  },
  {
    name: "groups replace their instances when the template changes",
    type: "aws_autoscaling_group",
    holds: ({ block: group }) => block(group.instance_refresh)?.strategy === "Rolling",
    broken: { name: "stale" },
  },
  {
    name: "groups behind a load balancer trust its health checks",
    type: "aws_autoscaling_group",
    holds: ({ block }) => list(block.target_group_arns).length === 0 || block.health_check_type === "ELB",
    broken: { target_group_arns: ["x"], health_check_type: "EC2" },
  },
  {
    name: "every ECS service scales",
    type: "aws_ecs_service",
    holds: (service, all) => all.companions(service, "aws_appautoscaling_target").length > 0,
    broken: { name: "fixed" },
  },
  {
    name: "services roll back a deployment that fails",
    type: "aws_ecs_service",
    holds: ({ block: service }) =>
      block(service.deployment_controller)?.type === "CODE_DEPLOY" ||
      (block(service.deployment_circuit_breaker)?.enable === true &&
        block(service.deployment_circuit_breaker)?.rollback === true),
    broken: { deployment_circuit_breaker: { enable: true, rollback: false } },
  },
  {
    name: "tasks get no public address",
    type: "aws_ecs_service",
    holds: ({ block: service }) => !block(service.network_configuration)?.assign_public_ip,
    broken: { network_configuration: { assign_public_ip: true } },
  },
  {
    name: "tasks run with one role and are started with another",
    type: "aws_ecs_task_definition",
    holds: ({ block }) =>
      !!block.execution_role_arn && !!block.task_role_arn && block.execution_role_arn !== block.task_role_arn,
    broken: { execution_role_arn: "a", task_role_arn: "a" },
  },
  {
    name: "containers are confined: read-only root, no privileges, logged",
    type: "aws_ecs_task_definition",
    holds: ({ block }) =>
      containers(block).every(
        (one) =>
          one.readonlyRootFilesystem === true && !one.privileged && one.logConfiguration?.logDriver === "awslogs",
      ),
    broken: { container_definitions: '[{"readonlyRootFilesystem":false}]' },
  },
  {
    name: "containers name their image by version",
    type: "aws_ecs_task_definition",
    holds: ({ block }) => containers(block).every(({ image }) => !image.endsWith(":latest")),
    broken: { container_definitions: '[{"image":"shop:latest"}]' },
  },
  {
    name: "clusters of containers report insights",
    type: "aws_ecs_cluster",
    holds: ({ block }) =>
      list(block.setting).some(({ name, value }) => name === "containerInsights" && value !== "disabled"),
    broken: { setting: [] },
  },
  {
    name: "Kubernetes clusters log everything, encrypt secrets and answer inside the VPC",
    type: "aws_eks_cluster",
    holds: ({ block: cluster }) =>
      list(cluster.enabled_cluster_log_types).length === 5 &&
      list(cluster.encryption_config).length === 1 &&
      block(cluster.vpc_config).endpoint_private_access === true,
    broken: { enabled_cluster_log_types: ["api"], vpc_config: { endpoint_private_access: true } },
  },
  {
    name: "Kubernetes endpoints are closed to the world",
    type: "aws_eks_cluster",
    holds: ({ block: cluster }) => {
      const { endpoint_public_access, public_access_cidrs } = block(cluster.vpc_config);
      return (
        endpoint_public_access === false ||
        (list(public_access_cidrs).length > 0 && !list(public_access_cidrs).includes("0.0.0.0/0"))
      );
    },
    broken: { vpc_config: { endpoint_public_access: true, public_access_cidrs: ["0.0.0.0/0"] } },
  },
  {
    name: "nodes cannot be reached by SSH",
    type: "aws_eks_node_group",
    holds: ({ block }) => !block.remote_access,
    broken: { remote_access: { ec2_ssh_key: "key" } },
  },
  {
    name: "functions are traced",
    type: "aws_lambda_function",
    holds: ({ block: fn }) => block(fn.tracing_config)?.mode === "Active",
    broken: { tracing_config: { mode: "PassThrough" } },
  },
  {
    name: "functions encrypt environment variables with a customer key",
    type: "aws_lambda_function",
    // Lambda drops the key of a function without variables.
    holds: ({ block: fn }) => !block(fn.environment)?.variables || !!fn.kms_key_arn,
    broken: { environment: { variables: { TABLE_NAME: "orders" } } },
  },
  {
    name: "functions can be invoked by a named source of the account only",
    type: "aws_lambda_permission",
    holds: ({ block }) =>
      !!block.source_account && (!!block.source_arn || block.principal === "secretsmanager.amazonaws.com"),
    broken: { principal: "s3.amazonaws.com" },
  },
  {
    name: "log groups expire and are encrypted",
    type: "aws_cloudwatch_log_group",
    holds: ({ block }) => block.retention_in_days > 0 && !!block.kms_key_id,
    broken: { retention_in_days: 0, kms_key_id: "key" },
  },
  {
    name: "log groups are kept for a year",
    type: "aws_cloudwatch_log_group",
    protectedOnly: true,
    holds: ({ block }) => block.retention_in_days >= 365,
    broken: { retention_in_days: 30 },
  },
];
