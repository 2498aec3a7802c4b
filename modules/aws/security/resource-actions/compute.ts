/** Calls for instances, containers, clusters and functions, and for the services that build and deploy them. */
import { service } from "./type-actions";

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const TAGS = { read: "ListTagsForResource", write: "TagResource UntagResource" };

export const compute = {
  ...service(
    "ec2",
    `${REFERENCE}/list_amazonec2.html`,
    { write: "CreateTags DeleteTags" },
    {
      aws_ebs_default_kms_key: {
        read: "GetEbsDefaultKmsKeyId",
        create: "ModifyEbsDefaultKmsKeyId",
        delete: "ResetEbsDefaultKmsKeyId",
      },
      aws_ebs_encryption_by_default: {
        read: "GetEbsEncryptionByDefault",
        create: "EnableEbsEncryptionByDefault",
        delete: "DisableEbsEncryptionByDefault",
      },
      aws_ebs_volume: {
        read: "DescribeVolumes",
        create: "CreateVolume kms:CreateGrant kms:DescribeKey kms:GenerateDataKeyWithoutPlaintext",
        update: "ModifyVolume DescribeVolumesModifications",
        delete: "DeleteVolume CreateSnapshot DescribeSnapshots",
      },
      aws_instance: {
        passesTo: "ec2.amazonaws.com",
        // A launch template's user data and an instance's attributes are configuration, which is in the state anyway.
        read: [
          "DescribeInstances DescribeInstanceAttribute DescribeInstanceTypes DescribeInstanceCreditSpecifications",
          "DescribeVolumes DescribeTags DescribeVpcs DescribeLaunchTemplates DescribeLaunchTemplateVersions",
          "DescribeNetworkInterfaces DescribeIamInstanceProfileAssociations",
        ].join(" "),
        create: "RunInstances DescribeImages",
        update: "ModifyInstanceAttribute ModifyInstanceMetadataOptions StopInstances StartInstances ModifyVolume",
        delete: "TerminateInstances ModifyInstanceAttribute",
        linkedRoles: "spot.amazonaws.com",
      },
      aws_launch_template: {
        read: "DescribeLaunchTemplates DescribeLaunchTemplateVersions",
        create: "CreateLaunchTemplate",
        update: "CreateLaunchTemplateVersion ModifyLaunchTemplate",
        delete: "DeleteLaunchTemplate",
      },
      aws_volume_attachment: {
        read: "DescribeVolumes DescribeInstances",
        create: "AttachVolume",
        delete: "DetachVolume StopInstances",
      },
      aws_placement_group: {
        read: "DescribePlacementGroups",
        create: "CreatePlacementGroup",
        delete: "DeletePlacementGroup",
      },
    },
  ),
  ...service(
    "autoscaling",
    `${REFERENCE}/list_amazonec2autoscaling.html`,
    { write: "CreateOrUpdateTags DeleteTags" },
    {
      aws_autoscaling_group: {
        passesTo: "ec2.amazonaws.com",
        read: "DescribeAutoScalingGroups DescribeWarmPool",
        create: [
          "CreateAutoScalingGroup EnableMetricsCollection PutLifecycleHook PutNotificationConfiguration",
          "SuspendProcesses DescribeScalingActivities ec2:RunInstances ec2:DescribeLaunchTemplateVersions",
          "elasticloadbalancing:DescribeTargetHealth",
        ].join(" "),
        update: [
          "UpdateAutoScalingGroup StartInstanceRefresh CancelInstanceRefresh DescribeInstanceRefreshes",
          "EnableMetricsCollection DisableMetricsCollection SuspendProcesses ResumeProcesses",
          "AttachTrafficSources DetachTrafficSources AttachLoadBalancerTargetGroups DetachLoadBalancerTargetGroups",
        ].join(" "),
        delete: "UpdateAutoScalingGroup DeleteAutoScalingGroup DescribeScalingActivities",
        linkedRoles: "autoscaling.amazonaws.com",
      },
      aws_autoscaling_group_tag: {
        read: "DescribeTags",
        create: "CreateOrUpdateTags",
        update: "CreateOrUpdateTags",
        delete: "DeleteTags",
      },
      aws_autoscaling_notification: {
        read: "DescribeNotificationConfigurations",
        create: "PutNotificationConfiguration",
        update: "PutNotificationConfiguration DeleteNotificationConfiguration",
        delete: "DeleteNotificationConfiguration",
      },
      aws_autoscaling_policy: {
        read: "DescribePolicies",
        create: "PutScalingPolicy",
        update: "PutScalingPolicy",
        delete: "DeletePolicy",
      },
      aws_autoscaling_schedule: {
        read: "DescribeScheduledActions",
        create: "PutScheduledUpdateGroupAction",
        update: "PutScheduledUpdateGroupAction",
        delete: "DeleteScheduledAction",
      },
    },
  ),
  ...service("application-autoscaling", `${REFERENCE}/list_awsapplicationautoscaling.html`, TAGS, {
    aws_appautoscaling_policy: {
      read: "DescribeScalingPolicies",
      create: "PutScalingPolicy",
      update: "PutScalingPolicy",
      delete: "DeleteScalingPolicy",
    },
    aws_appautoscaling_target: {
      read: "DescribeScalableTargets",
      create: "RegisterScalableTarget",
      update: "RegisterScalableTarget",
      delete: "DeregisterScalableTarget",
      linkedRoles:
        "dynamodb.application-autoscaling.amazonaws.com ecs.application-autoscaling.amazonaws.com elasticache.application-autoscaling.amazonaws.com rds.application-autoscaling.amazonaws.com",
    },
  }),
  ...service(
    "codebuild",
    `${REFERENCE}/list_awscodebuild.html`,
    {},
    {
      aws_codebuild_project: {
        passesTo: "codebuild.amazonaws.com",
        read: "BatchGetProjects",
        create: "CreateProject codeconnections:GetConnection codeconnections:PassConnection",
        update: "UpdateProject UpdateProjectVisibility codeconnections:PassConnection",
        delete: "DeleteProject",
      },
      aws_codebuild_webhook: {
        read: "BatchGetProjects",
        create: "CreateWebhook codeconnections:GetConnectionToken codeconnections:UseConnection",
        update: "UpdateWebhook codeconnections:GetConnectionToken codeconnections:UseConnection",
        delete: "DeleteWebhook codeconnections:GetConnectionToken codeconnections:UseConnection",
      },
    },
  ),
  ...service("codedeploy", `${REFERENCE}/list_awscodedeploy.html`, TAGS, {
    aws_codedeploy_app: {
      read: "GetApplication",
      create: "CreateApplication",
      update: "UpdateApplication",
      delete: "DeleteApplication",
    },
    aws_codedeploy_deployment_group: {
      passesTo: "codedeploy.amazonaws.com",
      read: "GetDeploymentGroup",
      create: "CreateDeploymentGroup",
      update: "UpdateDeploymentGroup",
      delete: "DeleteDeploymentGroup",
    },
  }),
  ...service("ecr", `${REFERENCE}/list_amazonelasticcontainerregistry.html`, TAGS, {
    aws_ecr_lifecycle_policy: {
      read: "GetLifecyclePolicy",
      create: "PutLifecyclePolicy",
      update: "PutLifecyclePolicy",
      delete: "DeleteLifecyclePolicy",
    },
    aws_ecr_pull_through_cache_rule: {
      read: "DescribePullThroughCacheRules",
      create: "CreatePullThroughCacheRule",
      update: "UpdatePullThroughCacheRule",
      delete: "DeletePullThroughCacheRule",
      linkedRoles: "pullthroughcache.ecr.amazonaws.com",
    },
    aws_ecr_repository_creation_template: {
      read: "DescribeRepositoryCreationTemplates",
      create: "CreateRepositoryCreationTemplate",
      update: "UpdateRepositoryCreationTemplate",
      delete: "DeleteRepositoryCreationTemplate",
    },
    aws_ecr_replication_configuration: {
      read: "DescribeRegistry",
      create: "PutReplicationConfiguration",
      update: "PutReplicationConfiguration",
      delete: "PutReplicationConfiguration",
      linkedRoles: "replication.ecr.amazonaws.com",
    },
    aws_ecr_repository: {
      read: "DescribeRepositories",
      create: "CreateRepository kms:CreateGrant kms:DescribeKey",
      update: "PutImageTagMutability PutImageScanningConfiguration",
      delete: "DeleteRepository BatchDeleteImage",
    },
  }),
  ...service("ecs", `${REFERENCE}/list_amazonelasticcontainerservice.html`, TAGS, {
    aws_ecs_cluster: {
      read: "DescribeClusters",
      create: "CreateCluster",
      update: "UpdateCluster UpdateClusterSettings",
      delete: "DeleteCluster",
      linkedRoles: "ecs.amazonaws.com",
    },
    aws_ecs_cluster_capacity_providers: {
      read: "DescribeClusters",
      create: "PutClusterCapacityProviders",
      update: "PutClusterCapacityProviders",
      delete: "PutClusterCapacityProviders",
    },
    aws_ecs_service: {
      passesTo: "ecs.amazonaws.com ecs-tasks.amazonaws.com",
      read: "DescribeServices",
      create: "CreateService",
      update: "UpdateService",
      delete: "UpdateService DeleteService",
      linkedRoles: "ecs.amazonaws.com",
    },
    aws_ecs_task_definition: {
      passesTo: "ecs-tasks.amazonaws.com",
      read: "DescribeTaskDefinition",
      create: "RegisterTaskDefinition",
      update: "RegisterTaskDefinition",
      delete: "DeregisterTaskDefinition",
    },
  }),
  ...service("eks", `${REFERENCE}/list_amazonelastickubernetesservice.html`, TAGS, {
    aws_eks_access_entry: {
      read: "DescribeAccessEntry",
      create: "CreateAccessEntry",
      update: "UpdateAccessEntry",
      delete: "DeleteAccessEntry",
    },
    aws_eks_access_policy_association: {
      read: "ListAssociatedAccessPolicies",
      create: "AssociateAccessPolicy",
      delete: "DisassociateAccessPolicy",
    },
    aws_eks_addon: {
      passesTo: "eks.amazonaws.com pods.eks.amazonaws.com",
      read: "DescribeAddon",
      create: "CreateAddon",
      update: "UpdateAddon DescribeUpdate",
      delete: "DeleteAddon",
    },
    aws_eks_cluster: {
      passesTo: "eks.amazonaws.com",
      read: "DescribeCluster",
      create: "CreateCluster kms:CreateGrant kms:DescribeKey",
      update: "UpdateClusterConfig UpdateClusterVersion AssociateEncryptionConfig DescribeUpdate",
      delete: "DeleteCluster",
      linkedRoles: "eks.amazonaws.com",
    },
    aws_eks_fargate_profile: {
      passesTo: "eks.amazonaws.com eks-fargate-pods.amazonaws.com",
      read: "DescribeFargateProfile",
      create: "CreateFargateProfile iam:GetRole iam:ListAttachedRolePolicies",
      delete: "DeleteFargateProfile",
      linkedRoles: "eks-fargate.amazonaws.com",
    },
    aws_eks_node_group: {
      passesTo: "ec2.amazonaws.com eks.amazonaws.com",
      read: "DescribeNodegroup",
      create:
        "CreateNodegroup iam:GetRole iam:ListAttachedRolePolicies ec2:RunInstances ec2:CreateTags ec2:DescribeLaunchTemplateVersions",
      update: "UpdateNodegroupConfig UpdateNodegroupVersion DescribeUpdate",
      delete: "DeleteNodegroup",
      linkedRoles: "eks-nodegroup.amazonaws.com spot.amazonaws.com",
    },
    aws_eks_pod_identity_association: {
      passesTo: "eks.amazonaws.com pods.eks.amazonaws.com",
      read: "DescribePodIdentityAssociation",
      create: "CreatePodIdentityAssociation iam:GetRole",
      update: "UpdatePodIdentityAssociation iam:GetRole",
      delete: "DeletePodIdentityAssociation",
    },
  }),
  ...service(
    "lambda",
    `${REFERENCE}/list_awslambda.html`,
    { read: "ListTags", write: "TagResource UntagResource" },
    {
      aws_lambda_event_source_mapping: {
        read: "GetEventSourceMapping",
        create: "CreateEventSourceMapping",
        update: "UpdateEventSourceMapping",
        delete: "DeleteEventSourceMapping",
      },
      aws_lambda_function: {
        passesTo: "lambda.amazonaws.com",
        read: "GetFunction GetFunctionCodeSigningConfig ListVersionsByFunction",
        create: "CreateFunction PutFunctionConcurrency ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs",
        update: "UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency",
        delete: "DeleteFunction",
        linkedRoles: "replicator.lambda.amazonaws.com",
      },
      aws_lambda_function_event_invoke_config: {
        read: "GetFunctionEventInvokeConfig",
        create: "PutFunctionEventInvokeConfig",
        update: "PutFunctionEventInvokeConfig",
        delete: "DeleteFunctionEventInvokeConfig",
      },
      aws_lambda_invocation: { create: "InvokeFunction", update: "InvokeFunction" },
      aws_lambda_permission: { read: "GetPolicy", create: "AddPermission", delete: "RemovePermission" },
    },
  ),
  ...service(
    "scheduler",
    `${REFERENCE}/list_amazoneventbridgescheduler.html`,
    {},
    {
      aws_scheduler_schedule: {
        passesTo: "scheduler.amazonaws.com",
        read: "GetSchedule",
        create: "CreateSchedule",
        update: "UpdateSchedule",
        delete: "DeleteSchedule",
      },
    },
  ),
};
