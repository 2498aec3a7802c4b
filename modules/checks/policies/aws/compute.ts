/** EC2 instances, Auto Scaling groups and Lambda functions. */
import { list, nested } from "../../model/values";
import type { Rule } from "../rule";

const templates: readonly Rule[] = [
  {
    id: "aws-launch-template-imdsv2",
    name: "instances answer metadata requests only with a token",
    type: "aws_launch_template",
    severity: "high",
    topic: "secrets",
    cis: "5.6",
    holds: ({ block }) => nested(block.metadata_options).http_tokens === "required",
    fix: 'set metadata_options.http_tokens to "required"',
    broken: { metadata_options: { http_tokens: "optional" } },
    mended: { metadata_options: { http_tokens: "required" } },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  },
  {
    id: "aws-launch-template-hop-limit",
    name: "instances hide metadata from their containers",
    type: "aws_launch_template",
    severity: "medium",
    topic: "secrets",
    holds: ({ block }) => nested(block.metadata_options).http_put_response_hop_limit === 1,
    fix: "set metadata_options.http_put_response_hop_limit to 1",
    broken: { metadata_options: { http_put_response_hop_limit: 2 } },
    mended: { metadata_options: { http_put_response_hop_limit: 1 } },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html",
  },
  {
    id: "aws-launch-template-customer-key",
    name: "instances have disks encrypted with a customer key",
    type: "aws_launch_template",
    severity: "high",
    topic: "encryption at rest",
    holds: ({ block }) => {
      const devices = list(block.block_device_mappings).map(({ ebs }) => nested(ebs));
      return devices.length > 0 && devices.every((disk) => String(disk.encrypted) === "true" && !!disk.kms_key_id);
    },
    fix: "set encrypted and kms_key_id of ebs in every block_device_mappings",
    broken: { block_device_mappings: [{ ebs: { encrypted: "false" } }] },
    mended: { block_device_mappings: [{ ebs: { encrypted: "true", kms_key_id: "key" } }] },
    page: "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  },
  {
    id: "aws-launch-template-private",
    name: "instances have no public address",
    type: "aws_launch_template",
    severity: "high",
    topic: "network",
    holds: ({ block }) =>
      list(block.network_interfaces).every((one) => String(one.associate_public_ip_address) !== "true"),
    fix: "leave out associate_public_ip_address, and put a load balancer in front",
    broken: { network_interfaces: [{ associate_public_ip_address: "true" }] },
    mended: { network_interfaces: [{ security_groups: ["web"] }] },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  },
  {
    id: "aws-launch-template-tags",
    name: "instances and their volumes are tagged with the environment",
    type: "aws_launch_template",
    severity: "low",
    topic: "configuration",
    holds: ({ block }) =>
      ["instance", "volume"].every((type) =>
        list(block.tag_specifications).some((one) => one.resource_type === type && one.tags?.Environment),
      ),
    fix: "set tag_specifications for instance and volume; default tags of the provider do not reach launched resources",
    broken: { tag_specifications: [{ resource_type: "instance", tags: { Environment: "x" } }] },
    mended: {
      tag_specifications: [
        { resource_type: "instance", tags: { Environment: "x" } },
        { resource_type: "volume", tags: { Environment: "x" } },
      ],
    },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html",
  },
  {
    id: "aws-instance-imdsv2",
    name: "single instances answer metadata requests only with a token",
    type: "aws_instance",
    severity: "high",
    topic: "secrets",
    cis: "5.6",
    holds: ({ block }) => nested(block.metadata_options).http_tokens === "required",
    fix: 'set metadata_options.http_tokens to "required"',
    broken: { metadata_options: { http_tokens: "optional" } },
    mended: { metadata_options: { http_tokens: "required" } },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  },
  {
    id: "aws-instance-launch-template",
    name: "single instances come from a launch template",
    type: "aws_instance",
    severity: "medium",
    topic: "configuration",
    holds: ({ block }) => !!nested(block.launch_template).version,
    fix: "set launch_template; the rules about launch templates then cover the instance",
    broken: { ami: "ami-1" },
    mended: { launch_template: { id: "lt", version: "1" } },
    page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html",
  },
];

const groups: readonly Rule[] = [
  {
    id: "aws-asg-refresh",
    name: "groups replace their instances when the template changes",
    type: "aws_autoscaling_group",
    severity: "medium",
    topic: "patching",
    holds: ({ block }) => nested(block.instance_refresh).strategy === "Rolling",
    fix: 'set instance_refresh.strategy to "Rolling"',
    broken: { name: "stale" },
    mended: { instance_refresh: { strategy: "Rolling" } },
    page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-instance-refresh.html",
  },
  {
    id: "aws-asg-health-check",
    name: "groups behind a load balancer use its health checks",
    type: "aws_autoscaling_group",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) => list(block.target_group_arns).length === 0 || block.health_check_type === "ELB",
    fix: 'set health_check_type to "ELB"',
    broken: { target_group_arns: ["x"], health_check_type: "EC2" },
    mended: { target_group_arns: ["x"], health_check_type: "ELB" },
    page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-health-checks.html",
  },
];

const functions: readonly Rule[] = [
  {
    id: "aws-lambda-tracing",
    name: "functions are traced",
    type: "aws_lambda_function",
    severity: "low",
    topic: "monitoring",
    holds: ({ block }) => nested(block.tracing_config).mode === "Active",
    fix: 'set tracing_config.mode to "Active"',
    broken: { tracing_config: { mode: "PassThrough" } },
    mended: { tracing_config: { mode: "Active" } },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html",
  },
  {
    id: "aws-lambda-customer-key",
    name: "functions encrypt their environment variables with a customer key",
    type: "aws_lambda_function",
    severity: "medium",
    topic: "encryption at rest",
    // Lambda drops the key of a function without variables, so that every plan would set it again.
    holds: ({ block }) => Object.keys(nested(block.environment).variables ?? {}).length === 0 || !!block.kms_key_arn,
    fix: "set kms_key_arn",
    broken: { environment: { variables: { STAGE: "x" } } },
    mended: { environment: { variables: { STAGE: "x" } }, kms_key_arn: "key" },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
  },
  {
    id: "aws-lambda-source-account",
    name: "functions can be invoked from their own account only",
    type: "aws_lambda_permission",
    severity: "high",
    topic: "least privilege",
    holds: ({ block }) => !!block.source_account,
    fix: "set source_account",
    broken: { principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::shop" },
    mended: { principal: "s3.amazonaws.com", source_account: "111122223333" },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
  },
  {
    id: "aws-lambda-source-arn",
    name: "functions can be invoked by a named resource only",
    type: "aws_lambda_permission",
    severity: "high",
    topic: "least privilege",
    // Secrets Manager documents no source ARN for rotation.
    holds: ({ block }) => !!block.source_arn || block.principal === "secretsmanager.amazonaws.com",
    fix: "set source_arn",
    broken: { principal: "s3.amazonaws.com", source_account: "111122223333" },
    mended: { principal: "s3.amazonaws.com", source_arn: "arn:aws:s3:::shop" },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html",
  },
];

export const compute: readonly Rule[] = [...templates, ...groups, ...functions];
