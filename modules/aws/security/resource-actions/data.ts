/** Calls for databases, caches, buckets, file systems, queues, topics, secrets, keys and their backups. */
import { service } from "./type-actions";

const REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference";
const TAGS = { read: "ListTagsForResource", write: "TagResource UntagResource" };
const RDS_TAGS = { read: "ListTagsForResource", write: "AddTagsToResource RemoveTagsFromResource" };
const MASTER_PASSWORD = "secretsmanager:CreateSecret secretsmanager:RotateSecret secretsmanager:TagResource";
const ENCRYPTION = "kms:CreateGrant kms:DescribeKey";

export const data = {
  ...service("rds", `${REFERENCE}/list_amazonrds.html`, RDS_TAGS, {
    aws_db_event_subscription: {
      read: "DescribeEventSubscriptions",
      create: "CreateEventSubscription",
      update: "ModifyEventSubscription AddSourceIdentifierToSubscription RemoveSourceIdentifierFromSubscription",
      delete: "DeleteEventSubscription",
    },
    aws_db_instance: {
      passesTo: "monitoring.rds.amazonaws.com rds.amazonaws.com",
      read: "DescribeDBInstances",
      create: `CreateDBInstance CreateDBInstanceReadReplica ModifyDBInstance RebootDBInstance ${ENCRYPTION} ${MASTER_PASSWORD}`,
      update: `ModifyDBInstance RebootDBInstance PromoteReadReplica ${MASTER_PASSWORD}`,
      delete: "DeleteDBInstance CreateDBSnapshot ModifyDBInstance",
      linkedRoles: "rds.amazonaws.com",
    },
    aws_db_parameter_group: {
      read: "DescribeDBParameterGroups DescribeDBParameters",
      create: "CreateDBParameterGroup ModifyDBParameterGroup",
      update: "ModifyDBParameterGroup ResetDBParameterGroup",
      delete: "DeleteDBParameterGroup",
    },
    aws_db_subnet_group: {
      read: "DescribeDBSubnetGroups",
      create: "CreateDBSubnetGroup",
      update: "ModifyDBSubnetGroup",
      delete: "DeleteDBSubnetGroup",
      linkedRoles: "rds.amazonaws.com",
    },
    aws_rds_cluster: {
      passesTo: "monitoring.rds.amazonaws.com rds.amazonaws.com",
      read: "DescribeDBClusters DescribeGlobalClusters",
      create: `CreateDBCluster AddRoleToDBCluster ${ENCRYPTION} ${MASTER_PASSWORD}`,
      update: "ModifyDBCluster AddRoleToDBCluster RemoveRoleFromDBCluster RemoveFromGlobalCluster",
      delete: "DeleteDBCluster CreateDBClusterSnapshot RemoveFromGlobalCluster",
      linkedRoles: "rds.amazonaws.com",
    },
    aws_rds_cluster_instance: {
      passesTo: "monitoring.rds.amazonaws.com rds.amazonaws.com",
      read: "DescribeDBInstances DescribeDBClusters",
      create: "CreateDBInstance ModifyDBInstance RebootDBInstance",
      update: "ModifyDBInstance RebootDBInstance",
      delete: "DeleteDBInstance",
    },
    aws_rds_cluster_parameter_group: {
      read: "DescribeDBClusterParameterGroups DescribeDBClusterParameters",
      create: "CreateDBClusterParameterGroup ModifyDBClusterParameterGroup",
      update: "ModifyDBClusterParameterGroup ResetDBClusterParameterGroup",
      delete: "DeleteDBClusterParameterGroup",
    },
    aws_rds_global_cluster: {
      read: "DescribeGlobalClusters DescribeDBClusters",
      create: "CreateGlobalCluster",
      update: "ModifyGlobalCluster ModifyDBCluster RemoveFromGlobalCluster",
      delete: "RemoveFromGlobalCluster DeleteGlobalCluster",
    },
  }),
  ...service(
    "dynamodb",
    `${REFERENCE}/list_amazondynamodb.html`,
    { read: "ListTagsOfResource", write: "TagResource UntagResource" },
    {
      aws_dynamodb_table: {
        // The provider reads whether the key is an AWS managed key.
        read: "DescribeTable DescribeContinuousBackups DescribeTimeToLive kms:DescribeKey",
        create: `CreateTable UpdateContinuousBackups UpdateTimeToLive ${ENCRYPTION}`,
        update: "UpdateTable UpdateContinuousBackups UpdateTimeToLive",
        delete: "DeleteTable",
      },
      aws_dynamodb_table_replica: {
        read: "DescribeTable DescribeContinuousBackups kms:DescribeKey",
        // DynamoDB copies the items with the permissions of the role that adds the first replica.
        create: `UpdateTable CreateTableReplica UpdateContinuousBackups Query Scan GetItem PutItem UpdateItem DeleteItem BatchWriteItem ${ENCRYPTION}`,
        update: "UpdateTable UpdateContinuousBackups",
        delete: "UpdateTable DeleteTableReplica",
        linkedRoles: "replication.dynamodb.amazonaws.com",
      },
    },
  ),
  ...service("elasticache", `${REFERENCE}/list_amazonelasticache.html`, RDS_TAGS, {
    aws_elasticache_global_replication_group: {
      read: "DescribeGlobalReplicationGroups",
      create: "CreateGlobalReplicationGroup ModifyGlobalReplicationGroup",
      update: "ModifyGlobalReplicationGroup IncreaseNodeGroupsInGlobalReplicationGroup",
      delete: "DeleteGlobalReplicationGroup",
    },
    aws_elasticache_parameter_group: {
      read: "DescribeCacheParameterGroups DescribeCacheParameters",
      create: "CreateCacheParameterGroup ModifyCacheParameterGroup",
      update: "ModifyCacheParameterGroup ResetCacheParameterGroup",
      delete: "DeleteCacheParameterGroup",
    },
    aws_elasticache_replication_group: {
      read: "DescribeReplicationGroups DescribeCacheClusters",
      create: `CreateReplicationGroup ${ENCRYPTION}`,
      update:
        "ModifyReplicationGroup ModifyReplicationGroupShardConfiguration IncreaseReplicaCount DecreaseReplicaCount",
      delete: "DeleteReplicationGroup CreateSnapshot DisassociateGlobalReplicationGroup",
      linkedRoles: "elasticache.amazonaws.com",
    },
    aws_elasticache_subnet_group: {
      read: "DescribeCacheSubnetGroups",
      create: "CreateCacheSubnetGroup",
      update: "ModifyCacheSubnetGroup",
      delete: "DeleteCacheSubnetGroup",
    },
    aws_elasticache_user: {
      read: "DescribeUsers",
      create: "CreateUser",
      update: "ModifyUser",
      delete: "DeleteUser",
    },
    aws_elasticache_user_group: {
      read: "DescribeUserGroups",
      create: "CreateUserGroup",
      update: "ModifyUserGroup",
      delete: "DeleteUserGroup",
    },
  }),
  ...service(
    "s3",
    `${REFERENCE}/list_amazons3.html`,
    { read: "GetBucketTagging", write: "PutBucketTagging" },
    {
      aws_s3_bucket: {
        // The provider calls HeadBucket, whose permission also allows listing the keys of objects.
        read: [
          "ListBucket GetBucketLocation GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLogging",
          "GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketVersioning GetBucketWebsite",
          "GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration",
        ].join(" "),
        create: "CreateBucket PutBucketObjectLockConfiguration",
        delete: "ListBucketVersions DeleteObject DeleteObjectVersion DeleteBucket",
      },
      aws_s3_bucket_lifecycle_configuration: {
        read: "GetLifecycleConfiguration",
        create: "PutLifecycleConfiguration",
        update: "PutLifecycleConfiguration",
        delete: "PutLifecycleConfiguration",
      },
      aws_s3_bucket_logging: {
        read: "GetBucketLogging",
        create: "PutBucketLogging",
        update: "PutBucketLogging",
        delete: "PutBucketLogging",
      },
      aws_s3_bucket_notification: {
        read: "GetBucketNotification",
        create: "PutBucketNotification",
        update: "PutBucketNotification",
        delete: "PutBucketNotification",
      },
      aws_s3_bucket_ownership_controls: {
        read: "GetBucketOwnershipControls",
        create: "PutBucketOwnershipControls",
        update: "PutBucketOwnershipControls",
        delete: "PutBucketOwnershipControls",
      },
      aws_s3_bucket_policy: {
        read: "GetBucketPolicy",
        create: "PutBucketPolicy",
        update: "PutBucketPolicy",
        delete: "DeleteBucketPolicy",
      },
      aws_s3_bucket_public_access_block: {
        read: "GetBucketPublicAccessBlock",
        create: "PutBucketPublicAccessBlock",
        update: "PutBucketPublicAccessBlock",
        delete: "PutBucketPublicAccessBlock",
      },
      aws_s3_bucket_replication_configuration: {
        passesTo: "s3.amazonaws.com",
        read: "GetReplicationConfiguration",
        create: "PutReplicationConfiguration",
        update: "PutReplicationConfiguration",
        delete: "PutReplicationConfiguration",
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        read: "GetEncryptionConfiguration",
        create: "PutEncryptionConfiguration",
        update: "PutEncryptionConfiguration",
        delete: "PutEncryptionConfiguration",
      },
      aws_s3_bucket_versioning: {
        read: "GetBucketVersioning",
        create: "PutBucketVersioning",
        update: "PutBucketVersioning",
        delete: "PutBucketVersioning",
      },
      aws_s3_object: {
        read: "GetObject GetObjectTagging",
        create: "PutObject PutObjectTagging",
        update: "PutObject PutObjectTagging",
        delete: "DeleteObject ListBucketVersions DeleteObjectVersion",
      },
    },
  ),
  ...service("elasticfilesystem", `${REFERENCE}/list_amazonelasticfilesystem.html`, TAGS, {
    aws_efs_access_point: {
      read: "DescribeAccessPoints",
      create: "CreateAccessPoint",
      delete: "DeleteAccessPoint",
    },
    aws_efs_backup_policy: {
      read: "DescribeBackupPolicy",
      create: "PutBackupPolicy",
      update: "PutBackupPolicy",
      delete: "PutBackupPolicy",
    },
    aws_efs_file_system: {
      read: "DescribeFileSystems DescribeLifecycleConfiguration",
      create: `CreateFileSystem PutLifecycleConfiguration ${ENCRYPTION}`,
      update: "UpdateFileSystem PutLifecycleConfiguration UpdateFileSystemProtection",
      delete: "DeleteFileSystem",
    },
    aws_efs_file_system_policy: {
      read: "DescribeFileSystemPolicy",
      create: "PutFileSystemPolicy",
      update: "PutFileSystemPolicy",
      delete: "DeleteFileSystemPolicy",
    },
    aws_efs_mount_target: {
      read: "DescribeMountTargets DescribeMountTargetSecurityGroups",
      create: "CreateMountTarget ec2:DescribeSubnets ec2:DescribeNetworkInterfaces ec2:CreateNetworkInterface",
      update: "ModifyMountTargetSecurityGroups",
      delete: "DeleteMountTarget ec2:DeleteNetworkInterface",
      linkedRoles: "elasticfilesystem.amazonaws.com",
    },
    aws_efs_replication_configuration: {
      read: "DescribeReplicationConfigurations",
      create: "CreateReplicationConfiguration",
      delete: "DeleteReplicationConfiguration",
      linkedRoles: "elasticfilesystem.amazonaws.com",
    },
  }),
  ...service(
    "backup",
    `${REFERENCE}/list_awsbackup.html`,
    { read: "ListTags", write: "TagResource UntagResource" },
    {
      aws_backup_plan: {
        read: "GetBackupPlan",
        create: "CreateBackupPlan",
        update: "UpdateBackupPlan",
        delete: "DeleteBackupPlan",
      },
      aws_backup_report_plan: {
        read: "DescribeReportPlan",
        create: "CreateReportPlan",
        update: "UpdateReportPlan",
        delete: "DeleteReportPlan",
        linkedRoles: "reports.backup.amazonaws.com",
      },
      aws_backup_restore_testing_plan: {
        read: "GetRestoreTestingPlan",
        create: "CreateRestoreTestingPlan",
        update: "UpdateRestoreTestingPlan",
        delete: "DeleteRestoreTestingPlan",
        linkedRoles: "restore-testing.backup.amazonaws.com",
      },
      aws_backup_restore_testing_selection: {
        passesTo: "backup.amazonaws.com",
        read: "GetRestoreTestingSelection",
        create: "CreateRestoreTestingSelection",
        update: "UpdateRestoreTestingSelection",
        delete: "DeleteRestoreTestingSelection",
      },
      aws_backup_selection: {
        passesTo: "backup.amazonaws.com",
        read: "GetBackupSelection",
        create: "CreateBackupSelection",
        delete: "DeleteBackupSelection",
        linkedRoles: "backup.amazonaws.com",
      },
      aws_backup_vault: {
        read: "DescribeBackupVault",
        create: `CreateBackupVault backup-storage:MountCapsule ${ENCRYPTION} kms:GenerateDataKey kms:Decrypt kms:RetireGrant`,
        delete: "DeleteBackupVault",
      },
      aws_backup_vault_lock_configuration: {
        read: "DescribeBackupVault",
        create: "PutBackupVaultLockConfiguration",
        delete: "DeleteBackupVaultLockConfiguration",
      },
    },
  ),
  ...service("dlm", `${REFERENCE}/list_amazondatalifecyclemanager.html`, TAGS, {
    aws_dlm_lifecycle_policy: {
      passesTo: "dlm.amazonaws.com",
      read: "GetLifecyclePolicy",
      create: "CreateLifecyclePolicy",
      update: "UpdateLifecyclePolicy",
      delete: "DeleteLifecyclePolicy",
    },
  }),
  ...service(
    "firehose",
    `${REFERENCE}/list_amazonkinesisfirehose.html`,
    { read: "ListTagsForDeliveryStream", write: "TagDeliveryStream UntagDeliveryStream" },
    {
      aws_kinesis_firehose_delivery_stream: {
        passesTo: "firehose.amazonaws.com",
        read: "DescribeDeliveryStream",
        create: "CreateDeliveryStream StartDeliveryStreamEncryption",
        update: "UpdateDestination StartDeliveryStreamEncryption StopDeliveryStreamEncryption",
        delete: "DeleteDeliveryStream",
      },
    },
  ),
};
