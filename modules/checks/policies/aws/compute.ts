/** EC2 instances, Auto Scaling groups and Lambda functions. */
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

const templates: readonly Rule[] = [
  {
    name: "instances answer metadata requests with a token only",
    type: "aws_launch_template",
    holds: ({ block }) => nested(block.metadata_options).http_tokens === "required",
    fix: 'set metadata_options.http_tokens to "required"',
    broken: { metadata_options: { http_tokens: "optional" } },
  },
  {
    name: "instances hide metadata from their containers",
    type: "aws_launch_template",
    holds: ({ block }) => nested(block.metadata_options).http_put_response_hop_limit === 1,
    fix: "set metadata_options.http_put_response_hop_limit to 1",
    broken: { metadata_options: { http_put_response_hop_limit: 2 } },
  },
  {
    name: "instances have disks encrypted with a customer key",
    type: "aws_launch_template",
    holds: ({ block }) => {
      const devices = list(block.block_device_mappings).map(({ ebs }) => nested(ebs));
      return devices.length > 0 && devices.every((disk) => String(disk.encrypted) === "true" && !!disk.kms_key_id);
    },
    fix: "set encrypted and kms_key_id of ebs in every block_device_mappings",
    broken: { block_device_mappings: [{ ebs: { encrypted: "false" } }] },
  },
  {
    name: "instances have no public address",
    type: "aws_launch_template",
    holds: ({ block }) =>
      list(block.network_interfaces).every((one) => String(one.associate_public_ip_address) !== "true"),
    fix: "leave out associate_public_ip_address, and put a load balancer in front",
    broken: { network_interfaces: [{ associate_public_ip_address: "true" }] },
  },
  {
    name: "instances and their volumes are tagged with the environment",
    type: "aws_launch_template",
    holds: ({ block }) =>
      ["instance", "volume"].every((type) =>
        list(block.tag_specifications).some((one) => one.resource_type === type && one.tags?.Environment),
      ),
    fix: "set tag_specifications for instance and volume; default tags of the provider do not reach launched resources",
    broken: { tag_specifications: [{ resource_type: "instance", tags: { Environment: "x" } }] },
  },
  {
    name: "single instances answer metadata requests with a token only",
    type: "aws_instance",
    holds: ({ block }) => nested(block.metadata_options).http_tokens === "required",
    fix: 'set metadata_options.http_tokens to "required"',
    broken: { metadata_options: { http_tokens: "optional" } },
  },
  {
    name: "single instances come from a launch template",
    type: "aws_instance",
    holds: ({ block }) => !!nested(block.launch_template).version,
    fix: "set launch_template; the rules about launch templates then cover the instance",
    broken: { ami: "ami-1" },
  },
];

const groups: readonly Rule[] = [
  {
    name: "groups replace their instances when the template changes",
    type: "aws_autoscaling_group",
    holds: ({ block }) => nested(block.instance_refresh).strategy === "Rolling",
    fix: 'set instance_refresh.strategy to "Rolling"',
    broken: { name: "stale" },
  },
  {
    name: "groups behind a load balancer use its health checks",
    type: "aws_autoscaling_group",
    holds: ({ block }) => list(block.target_group_arns).length === 0 || block.health_check_type === "ELB",
    fix: 'set health_check_type to "ELB"',
    broken: { target_group_arns: ["x"], health_check_type: "EC2" },
  },
];

const functions: readonly Rule[] = [
  {
    name: "functions are traced",
    type: "aws_lambda_function",
    holds: ({ block }) => nested(block.tracing_config).mode === "Active",
    fix: 'set tracing_config.mode to "Active"',
    broken: { tracing_config: { mode: "PassThrough" } },
  },
  {
    name: "functions encrypt their environment variables with a customer key",
    type: "aws_lambda_function",
    // Lambda drops the key of a function without variables, so that every plan would set it again.
    holds: ({ block }) => Object.keys(nested(block.environment).variables ?? {}).length === 0 || !!block.kms_key_arn,
    fix: "set kms_key_arn",
    broken: { environment: { variables: { STAGE: "x" } } },
  },
  {
    name: "functions can be invoked from their own account only",
    type: "aws_lambda_permission",
    holds: ({ block }) => !!block.source_account,
    fix: "set source_account",
    broken: { principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::shop" },
  },
  {
    name: "functions can be invoked by a named resource only",
    type: "aws_lambda_permission",
    // Secrets Manager documents no source ARN for rotation.
    holds: ({ block }) => !!block.source_arn || block.principal === "secretsmanager.amazonaws.com",
    fix: "set source_arn",
    broken: { principal: "s3.amazonaws.com", source_account: "111122223333" },
  },
];

export const compute: readonly Rule[] = [...templates, ...groups, ...functions];
