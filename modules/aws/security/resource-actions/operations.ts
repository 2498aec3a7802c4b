/** Calls for IAM, keys, secrets, messages, logs, alarms, costs, and the services that monitor the account. */
import { service } from "./type-actions";

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const TAGS = { read: "ListTagsForResource", write: "TagResource UntagResource" };

export const operations = {
  ...service(
    "iam",
    `${REFERENCE}/list_awsidentityandaccessmanagementiam.html`,
    {},
    {
      aws_iam_instance_profile: {
        passesTo: "ec2.amazonaws.com",
        // The provider also reads the role of the profile.
        read: "GetInstanceProfile ListInstanceProfileTags GetRole",
        create: "CreateInstanceProfile AddRoleToInstanceProfile TagInstanceProfile",
        update: "AddRoleToInstanceProfile RemoveRoleFromInstanceProfile TagInstanceProfile UntagInstanceProfile",
        delete: "RemoveRoleFromInstanceProfile DeleteInstanceProfile",
      },
      aws_iam_openid_connect_provider: {
        read: "GetOpenIDConnectProvider ListOpenIDConnectProviderTags",
        create: "CreateOpenIDConnectProvider TagOpenIDConnectProvider",
        update: "TagOpenIDConnectProvider UntagOpenIDConnectProvider",
        delete: "DeleteOpenIDConnectProvider",
      },
      aws_iam_policy: {
        read: "GetPolicy GetPolicyVersion ListPolicyTags",
        create: "CreatePolicy TagPolicy",
        update: "CreatePolicyVersion ListPolicyVersions DeletePolicyVersion TagPolicy UntagPolicy",
        delete: "ListPolicyVersions DeletePolicyVersion DeletePolicy",
      },
      aws_iam_role: {
        read: "GetRole ListRoleTags ListRolePolicies GetRolePolicy ListAttachedRolePolicies",
        create: "CreateRole TagRole",
        update: "UpdateRole UpdateRoleDescription UpdateAssumeRolePolicy PutRolePermissionsBoundary TagRole UntagRole",
        delete: "ListInstanceProfilesForRole ListRolePolicies ListAttachedRolePolicies DeleteRole",
      },
      aws_iam_role_policy: {
        read: "GetRolePolicy",
        create: "PutRolePolicy",
        update: "PutRolePolicy",
        delete: "DeleteRolePolicy",
      },
      aws_iam_role_policy_attachment: {
        read: "ListAttachedRolePolicies",
        create: "AttachRolePolicy",
        delete: "DetachRolePolicy",
      },
    },
  ),
  ...service(
    "kms",
    `${REFERENCE}/list_awskeymanagementservice.html`,
    { read: "ListResourceTags", write: "TagResource UntagResource" },
    {
      aws_kms_alias: {
        read: "ListAliases",
        create: "CreateAlias",
        update: "UpdateAlias",
        delete: "DeleteAlias",
      },
      aws_kms_key: {
        read: "DescribeKey GetKeyPolicy GetKeyRotationStatus",
        create: "CreateKey PutKeyPolicy EnableKeyRotation",
        update: "UpdateKeyDescription PutKeyPolicy EnableKeyRotation DisableKeyRotation EnableKey DisableKey",
        delete: "ScheduleKeyDeletion",
      },
    },
  ),
  ...service(
    "secretsmanager",
    `${REFERENCE}/list_awssecretsmanager.html`,
    { write: "TagResource UntagResource" },
    {
      aws_secretsmanager_secret: {
        read: "DescribeSecret GetResourcePolicy",
        create: "CreateSecret ReplicateSecretToRegions kms:Decrypt kms:GenerateDataKey",
        update: "UpdateSecret ReplicateSecretToRegions RemoveRegionsFromReplication",
        delete: "RemoveRegionsFromReplication DeleteSecret",
      },
      aws_secretsmanager_secret_policy: {
        read: "DescribeSecret GetResourcePolicy",
        create: "PutResourcePolicy ValidateResourcePolicy",
        update: "PutResourcePolicy ValidateResourcePolicy",
        delete: "DeleteResourcePolicy",
      },
      aws_secretsmanager_secret_rotation: {
        read: "DescribeSecret",
        create: "RotateSecret lambda:InvokeFunction",
        update: "RotateSecret lambda:InvokeFunction",
        delete: "CancelRotateSecret",
      },
    },
  ),
  ...service(
    "ssm",
    `${REFERENCE}/list_awssystemsmanager.html`,
    { read: "ListTagsForResource", write: "AddTagsToResource RemoveTagsFromResource" },
    {
      aws_ssm_parameter: {
        read: "DescribeParameters GetParameter",
        create: "PutParameter",
        update: "PutParameter",
        delete: "DeleteParameter",
      },
    },
  ),
  ...service("sns", `${REFERENCE}/list_amazonsns.html`, TAGS, {
    aws_sns_topic: {
      read: "GetTopicAttributes",
      create: "CreateTopic SetTopicAttributes",
      update: "SetTopicAttributes",
      delete: "DeleteTopic",
    },
    aws_sns_topic_policy: {
      read: "GetTopicAttributes",
      create: "SetTopicAttributes",
      update: "SetTopicAttributes",
      delete: "SetTopicAttributes",
    },
    aws_sns_topic_subscription: {
      read: "GetSubscriptionAttributes",
      create: "Subscribe",
      update: "SetSubscriptionAttributes",
      delete: "Unsubscribe",
    },
  }),
  ...service(
    "sqs",
    `${REFERENCE}/list_amazonsqs.html`,
    { read: "ListQueueTags", write: "TagQueue UntagQueue" },
    {
      aws_sqs_queue: {
        read: "GetQueueAttributes",
        create: "CreateQueue SetQueueAttributes GetQueueUrl",
        update: "SetQueueAttributes",
        delete: "DeleteQueue",
      },
      aws_sqs_queue_policy: {
        read: "GetQueueAttributes",
        create: "SetQueueAttributes",
        update: "SetQueueAttributes",
        delete: "SetQueueAttributes",
      },
    },
  ),
  ...service("events", `${REFERENCE}/list_amazoneventbridge.html`, TAGS, {
    aws_cloudwatch_event_rule: {
      read: "DescribeRule",
      create: "PutRule",
      update: "PutRule",
      delete: "RemoveTargets DeleteRule",
    },
    aws_cloudwatch_event_target: {
      passesTo: "events.amazonaws.com",
      read: "ListTargetsByRule",
      create: "PutTargets",
      update: "PutTargets",
      delete: "RemoveTargets",
    },
  }),
  ...service("cloudwatch", `${REFERENCE}/list_amazoncloudwatch.html`, TAGS, {
    aws_cloudwatch_composite_alarm: {
      read: "DescribeAlarms",
      create: "PutCompositeAlarm",
      update: "PutCompositeAlarm EnableAlarmActions DisableAlarmActions",
      delete: "DeleteAlarms",
    },
    aws_cloudwatch_dashboard: {
      read: "GetDashboard",
      create: "PutDashboard",
      update: "PutDashboard",
      delete: "DeleteDashboards",
    },
    aws_cloudwatch_metric_alarm: {
      read: "DescribeAlarms",
      create: "PutMetricAlarm",
      update: "PutMetricAlarm",
      delete: "DeleteAlarms",
    },
  }),
  ...service("logs", `${REFERENCE}/list_amazoncloudwatchlogs.html`, TAGS, {
    aws_cloudwatch_log_delivery: {
      read: "GetDelivery",
      create: "CreateDelivery s3:GetBucketPolicy s3:PutBucketPolicy",
      update: "UpdateDeliveryConfiguration",
      delete: "DeleteDelivery",
    },
    aws_cloudwatch_log_delivery_destination: {
      read: "GetDeliveryDestination",
      create: "PutDeliveryDestination",
      update: "PutDeliveryDestination",
      delete: "DeleteDeliveryDestination",
    },
    aws_cloudwatch_log_delivery_source: {
      read: "GetDeliverySource",
      create: "PutDeliverySource cloudfront:AllowVendedLogDeliveryForResource",
      update: "PutDeliverySource cloudfront:AllowVendedLogDeliveryForResource",
      delete: "DeleteDeliverySource",
    },
    aws_cloudwatch_log_group: {
      read: "DescribeLogGroups",
      create: "CreateLogGroup PutRetentionPolicy AssociateKmsKey",
      update: "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey",
      delete: "DeleteLogGroup",
    },
    aws_cloudwatch_log_subscription_filter: {
      passesTo: "logs.amazonaws.com",
      read: "DescribeSubscriptionFilters",
      create: "PutSubscriptionFilter",
      update: "PutSubscriptionFilter",
      delete: "DeleteSubscriptionFilter",
    },
    aws_cloudwatch_log_resource_policy: {
      read: "DescribeResourcePolicies",
      create: "PutResourcePolicy",
      update: "PutResourcePolicy",
      delete: "DeleteResourcePolicy",
    },
    aws_cloudwatch_query_definition: {
      read: "DescribeQueryDefinitions",
      create: "PutQueryDefinition",
      update: "PutQueryDefinition",
      delete: "DeleteQueryDefinition",
    },
  }),
  ...service(
    "cloudtrail",
    `${REFERENCE}/list_awscloudtrail.html`,
    { read: "ListTags", write: "AddTags RemoveTags" },
    {
      aws_cloudtrail: {
        passesTo: "cloudtrail.amazonaws.com",
        read: "DescribeTrails GetTrailStatus GetEventSelectors GetInsightSelectors",
        create: "CreateTrail StartLogging PutEventSelectors PutInsightSelectors",
        update: "UpdateTrail StartLogging StopLogging PutEventSelectors PutInsightSelectors",
        delete: "DeleteTrail",
      },
    },
  ),
  ...service("config", `${REFERENCE}/list_awsconfig.html`, TAGS, {
    aws_config_config_rule: {
      read: "DescribeConfigRules",
      create: "PutConfigRule",
      update: "PutConfigRule",
      delete: "DeleteConfigRule",
    },
    aws_config_configuration_recorder: {
      passesTo: "config.amazonaws.com",
      read: "DescribeConfigurationRecorders",
      create: "PutConfigurationRecorder",
      update: "PutConfigurationRecorder",
      delete: "DeleteConfigurationRecorder",
    },
    aws_config_configuration_recorder_status: {
      read: "DescribeConfigurationRecorderStatus DescribeConfigurationRecorders",
      create: "StartConfigurationRecorder",
      update: "StartConfigurationRecorder StopConfigurationRecorder",
      delete: "StopConfigurationRecorder",
    },
    aws_config_conformance_pack: {
      read: "DescribeConformancePacks DescribeConformancePackStatus",
      create: "PutConformancePack",
      update: "PutConformancePack",
      delete: "DeleteConformancePack",
      linkedRoles: "config-conforms.amazonaws.com",
    },
    aws_config_delivery_channel: {
      read: "DescribeDeliveryChannels",
      create: "PutDeliveryChannel",
      update: "PutDeliveryChannel",
      delete: "DeleteDeliveryChannel",
    },
  }),
  ...service("guardduty", `${REFERENCE}/list_amazonguardduty.html`, TAGS, {
    aws_guardduty_detector: {
      read: "GetDetector",
      create: "CreateDetector",
      update: "UpdateDetector",
      delete: "DeleteDetector",
      linkedRoles: "guardduty.amazonaws.com",
    },
    aws_guardduty_publishing_destination: {
      read: "DescribePublishingDestination",
      create: "CreatePublishingDestination",
      update: "UpdatePublishingDestination",
      delete: "DeletePublishingDestination",
    },
    aws_guardduty_detector_feature: {
      read: "GetDetector",
      create: "UpdateDetector",
      update: "UpdateDetector",
      linkedRoles: "malware-protection.guardduty.amazonaws.com",
    },
  }),
  ...service(
    "securityhub",
    `${REFERENCE}/list_awssecurityhub.html`,
    {},
    {
      aws_securityhub_account: {
        read: "DescribeHub",
        create: "EnableSecurityHub UpdateSecurityHubConfiguration",
        update: "UpdateSecurityHubConfiguration",
        delete: "DisableSecurityHub",
        linkedRoles: "securityhub.amazonaws.com",
      },
      aws_securityhub_standards_subscription: {
        read: "GetEnabledStandards",
        create: "BatchEnableStandards",
        delete: "BatchDisableStandards",
      },
    },
  ),
  ...service(
    "access-analyzer",
    `${REFERENCE}/list_awsiamaccessanalyzer.html`,
    {},
    {
      aws_accessanalyzer_analyzer: {
        read: "GetAnalyzer",
        create: "CreateAnalyzer TagResource",
        update: "TagResource UntagResource",
        delete: "DeleteAnalyzer",
        linkedRoles: "access-analyzer.amazonaws.com",
      },
    },
  ),
  ...service(
    "inspector2",
    `${REFERENCE}/list_amazoninspector2.html`,
    {},
    {
      aws_inspector2_enabler: {
        read: "BatchGetAccountStatus",
        create: "Enable",
        update: "Enable Disable",
        delete: "Disable",
        linkedRoles: "inspector2.amazonaws.com agentless.inspector2.amazonaws.com",
      },
    },
  ),
  ...service(
    "compute-optimizer",
    `${REFERENCE}/list_awscomputeoptimizer.html`,
    {},
    {
      aws_computeoptimizer_enrollment_status: {
        read: "GetEnrollmentStatus",
        create: "UpdateEnrollmentStatus",
        update: "UpdateEnrollmentStatus",
        linkedRoles: "compute-optimizer.amazonaws.com",
      },
    },
  ),
  ...service("budgets", `${REFERENCE}/list_awsbudgetservice.html`, TAGS, {
    aws_budgets_budget: {
      read: "ViewBudget",
      create: "ModifyBudget",
      update: "ModifyBudget",
      delete: "ModifyBudget",
    },
  }),
  ...service("ce", `${REFERENCE}/list_awscostexplorerservice.html`, TAGS, {
    aws_ce_anomaly_monitor: {
      read: "GetAnomalyMonitors",
      create: "CreateAnomalyMonitor",
      update: "UpdateAnomalyMonitor",
      delete: "DeleteAnomalyMonitor",
    },
    aws_ce_anomaly_subscription: {
      read: "GetAnomalySubscriptions",
      create: "CreateAnomalySubscription",
      update: "UpdateAnomalySubscription",
      delete: "DeleteAnomalySubscription",
    },
    aws_ce_cost_allocation_tag: {
      read: "ListCostAllocationTags",
      create: "UpdateCostAllocationTagsStatus",
      update: "UpdateCostAllocationTagsStatus",
      delete: "UpdateCostAllocationTagsStatus",
    },
  }),
  ...service("bcm-data-exports", `${REFERENCE}/list_awsbillingandcostmanagementdataexports.html`, TAGS, {
    aws_bcmdataexports_export: {
      read: "GetExport",
      create: "CreateExport cur:PutReportDefinition",
      update: "UpdateExport cur:PutReportDefinition",
      delete: "DeleteExport",
    },
  }),
  ...service("chatbot", `${REFERENCE}/list_awschatbot.html`, TAGS, {
    aws_chatbot_slack_channel_configuration: {
      passesTo: "chatbot.amazonaws.com",
      read: "DescribeSlackChannelConfigurations",
      create: "CreateSlackChannelConfiguration",
      update: "UpdateSlackChannelConfiguration",
      delete: "DeleteSlackChannelConfiguration",
      linkedRoles: "management.chatbot.amazonaws.com",
    },
  }),
};
