/** Policies that AWS maintains for AWS Backup. */
import type { ManagedPolicy } from "./managed-policy";

export const BACKUP: Readonly<Record<string, ManagedPolicy>> = {
  "service-role/AWSBackupServiceRolePolicyForBackup": {
    version: "v20",
    since: "2024-09-27",
    statements: [
      { actions: ["dynamodb: CreateBackup DescribeTable"], resources: ["arn:aws:dynamodb:*:*:table/*"] },
      { actions: ["dynamodb: DeleteBackup DescribeBackup"], resources: ["arn:aws:dynamodb:*:*:table/*/backup/*"] },
      {
        actions: [
          "rds: AddTagsToResource CopyDBClusterSnapshot CopyDBSnapshot CreateDBClusterSnapshot CreateDBSnapshot DescribeDBClusterAutomatedBackups DescribeDBClusterSnapshots DescribeDBClusters DescribeDBInstances DescribeDBSnapshots ListTagsForResource",
        ],
        resources: ["*"],
      },
      { actions: ["rds: DeleteDBInstanceAutomatedBackup"], resources: ["arn:aws:rds:*:*:auto-backup:*"] },
      { actions: ["rds: ModifyDBCluster"], resources: ["arn:aws:rds:*:*:cluster:*"] },
      { actions: ["rds: DeleteDBClusterAutomatedBackup"], resources: ["arn:aws:rds:*:*:cluster-auto-backup:*"] },
      { actions: ["rds: ModifyDBInstance"], resources: ["arn:aws:rds:*:*:db:*"] },
      {
        actions: ["rds: DeleteDBSnapshot ModifyDBSnapshotAttribute"],
        resources: ["arn:aws:rds:*:*:snapshot:awsbackup:*"],
      },
      {
        actions: ["rds: DeleteDBClusterSnapshot ModifyDBClusterSnapshotAttribute"],
        resources: ["arn:aws:rds:*:*:cluster-snapshot:awsbackup:*"],
      },
      {
        actions: ["storagegateway: CreateSnapshot ListTagsForResource"],
        resources: ["arn:aws:storagegateway:*:*:gateway/*/volume/*"],
      },
      { actions: ["ec2: CopySnapshot"], resources: ["arn:aws:ec2:*::snapshot/*"] },
      { actions: ["ec2: CopyImage"], resources: ["*"] },
      { actions: ["ec2: CreateTags DeleteSnapshot"], resources: ["arn:aws:ec2:*::snapshot/*"] },
      {
        actions: [
          "ec2: CreateImage DeregisterImage DescribeElasticGpus DescribeImages DescribeInstanceAttribute DescribeInstanceCreditSpecifications DescribeInstances DescribeNetworkInterfaces DescribeSnapshotTierStatus DescribeSnapshots DescribeSpotInstanceRequests DescribeTags",
        ],
        resources: ["*"],
      },
      { actions: ["ec2: CreateTags"], resources: ["arn:aws:ec2:*:*:image/*"] },
      {
        actions: ["ec2: ModifyImageAttribute ModifySnapshotAttribute"],
        resources: ["*"],
        conditions: { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
      },
      {
        actions: ["ec2: ModifySnapshotTier"],
        resources: ["arn:aws:ec2:*::snapshot/*"],
        conditions: { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
      },
      {
        actions: ["backup: CopyIntoBackupVault DescribeBackupVault"],
        resources: ["arn:aws:backup:*:*:backup-vault:*"],
      },
      { actions: ["backup: CopyFromBackupVault"], resources: ["*"] },
      {
        actions: ["elasticfilesystem: Backup DescribeTags"],
        resources: ["arn:aws:elasticfilesystem:*:*:file-system/*"],
      },
      {
        actions: ["ec2: CreateSnapshot DeleteSnapshot DescribeSnapshots DescribeVolumes"],
        resources: ["arn:aws:ec2:*::snapshot/*", "arn:aws:ec2:*:*:volume/*"],
      },
      {
        actions: ["kms: Decrypt GenerateDataKey"],
        resources: ["*"],
        conditions: { StringLike: { "kms:ViaService": ["dynamodb.*.amazonaws.com"] } },
      },
      { actions: ["kms: DescribeKey"], resources: ["*"] },
      {
        actions: ["kms: CreateGrant"],
        resources: ["*"],
        conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
      {
        actions: ["kms: GenerateDataKeyWithoutPlaintext"],
        resources: ["arn:aws:kms:*:*:key/*"],
        conditions: { StringLike: { "kms:ViaService": ["ec2.*.amazonaws.com"] } },
      },
      { actions: ["tag: GetResources"], resources: ["*"] },
      { actions: ["ssm: CancelCommand GetCommandInvocation"], resources: ["*"] },
      {
        actions: ["ssm: SendCommand"],
        resources: ["arn:aws:ssm:*:*:document/AWSEC2-CreateVssSnapshot", "arn:aws:ec2:*:*:instance/*"],
      },
      { actions: ["fsx: DescribeBackups"], resources: ["arn:aws:fsx:*:*:backup/*"] },
      {
        actions: ["fsx: CreateBackup"],
        resources: ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:backup/*", "arn:aws:fsx:*:*:volume/*"],
      },
      { actions: ["fsx: DescribeFileSystems"], resources: ["arn:aws:fsx:*:*:file-system/*"] },
      { actions: ["fsx: DescribeVolumes"], resources: ["arn:aws:fsx:*:*:volume/*"] },
      {
        actions: ["fsx: ListTagsForResource"],
        resources: ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:volume/*"],
      },
      { actions: ["fsx: DeleteBackup"], resources: ["arn:aws:fsx:*:*:backup/*"] },
      {
        actions: ["fsx: CopyBackup ListTagsForResource ManageBackupPrincipalAssociations TagResource"],
        resources: ["arn:aws:fsx:*:*:backup/*"],
      },
      { actions: ["dynamodb: ListTagsOfResource StartAwsBackupJob"], resources: ["arn:aws:dynamodb:*:*:table/*"] },
      { actions: ["backup-gateway: Backup ListTagsForResource"], resources: ["arn:aws:backup-gateway:*:*:vm/*"] },
      {
        actions: ["cloudformation: DescribeStacks GetTemplate ListStackResources ListStacks"],
        resources: ["arn:aws:cloudformation:*:*:stack/*/*"],
      },
      {
        actions: ["redshift: CreateClusterSnapshot DescribeClusterSnapshots DescribeTags"],
        resources: ["arn:aws:redshift:*:*:snapshot:*/*", "arn:aws:redshift:*:*:cluster:*"],
      },
      { actions: ["redshift: DeleteClusterSnapshot"], resources: ["arn:aws:redshift:*:*:snapshot:*/*"] },
      { actions: ["redshift: DescribeClusters"], resources: ["arn:aws:redshift:*:*:cluster:*"] },
      { actions: ["redshift: CreateTags"], resources: ["arn:aws:redshift:*:*:snapshot:*/*"] },
      {
        actions: [
          "timestream: DescribeDatabase DescribeTable GetAwsBackupStatus ListDatabases ListTables ListTagsForResource StartAwsBackupJob",
        ],
        resources: ["arn:aws:timestream:*:*:database/*"],
      },
      { actions: ["timestream: DescribeEndpoints"], resources: ["*"] },
      { actions: ["ssm-sap: GetOperation ListDatabases"], resources: ["*"] },
      {
        actions: ["ssm-sap: BackupDatabase GetDatabase ListTagsForResource UpdateHanaBackupSettings"],
        resources: ["arn:aws:ssm-sap:*:*:*"],
      },
      {
        actions: ["backup: TagResource"],
        resources: ["arn:aws:backup:*:*:recovery-point:*"],
        conditions: { StringEquals: { "aws:PrincipalAccount": "${aws:ResourceAccount}" } },
      },
    ],
  },
  "service-role/AWSBackupServiceRolePolicyForRestores": {
    version: "v21",
    since: "2025-01-07",
    statements: [
      {
        actions: ["dynamodb: BatchWriteItem DeleteItem DescribeTable GetItem PutItem Query Scan UpdateItem"],
        resources: ["arn:aws:dynamodb:*:*:table/*"],
      },
      { actions: ["dynamodb: RestoreTableFromBackup"], resources: ["arn:aws:dynamodb:*:*:table/*/backup/*"] },
      {
        actions: ["ec2: CreateVolume DeleteVolume"],
        resources: ["arn:aws:ec2:*::snapshot/*", "arn:aws:ec2:*:*:volume/*"],
      },
      {
        actions: [
          "ec2: DescribeAccountAttributes DescribeAddresses DescribeAvailabilityZones DescribeImages DescribeInstances DescribeInternetGateways DescribeSecurityGroups DescribeSnapshotTierStatus DescribeSnapshots DescribeSubnets DescribeVolumes DescribeVpcs",
        ],
        resources: ["*"],
      },
      {
        actions: [
          "storagegateway: AddTagsToResource DeleteVolume DescribeCachediSCSIVolumes DescribeStorediSCSIVolumes",
        ],
        resources: ["arn:aws:storagegateway:*:*:gateway/*/volume/*"],
      },
      {
        actions: ["storagegateway: CreateCachediSCSIVolume CreateStorediSCSIVolume DescribeGatewayInformation"],
        resources: ["arn:aws:storagegateway:*:*:gateway/*"],
      },
      { actions: ["storagegateway: ListVolumes"], resources: ["arn:aws:storagegateway:*:*:*"] },
      {
        actions: [
          "rds: AddTagsToResource CreateTenantDatabase DeleteDBCluster DeleteDBInstance DeleteTenantDatabase DescribeDBClusterSnapshots DescribeDBClusters DescribeDBInstances DescribeDBSnapshots ListTagsForResource RestoreDBClusterFromSnapshot RestoreDBClusterToPointInTime RestoreDBInstanceFromDBSnapshot RestoreDBInstanceToPointInTime",
        ],
        resources: ["*"],
      },
      {
        actions: ["elasticfilesystem: CreateFilesystem DeleteFilesystem DescribeFilesystems Restore TagResource"],
        resources: ["arn:aws:elasticfilesystem:*:*:file-system/*"],
      },
      { actions: ["kms: DescribeKey"], resources: ["*"] },
      {
        actions: ["kms: Decrypt Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext ReEncryptFrom ReEncryptTo"],
        resources: ["*"],
        conditions: {
          StringLike: {
            "kms:ViaService": [
              "dynamodb.*.amazonaws.com",
              "ec2.*.amazonaws.com",
              "elasticfilesystem.*.amazonaws.com",
              "rds.*.amazonaws.com",
              "redshift.*.amazonaws.com",
            ],
          },
        },
      },
      {
        actions: ["kms: CreateGrant"],
        resources: ["*"],
        conditions: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
      { actions: ["ebs: CompleteSnapshot PutSnapshotBlock StartSnapshot"], resources: ["arn:aws:ec2:*::snapshot/*"] },
      { actions: ["rds: CreateDBInstance"], resources: ["arn:aws:rds:*:*:db:*"] },
      {
        actions: ["ec2: DeleteSnapshot DeleteTags RestoreSnapshotTier"],
        resources: ["arn:aws:ec2:*::snapshot/*"],
        conditions: { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
      },
      {
        actions: ["ec2: CreateTags"],
        resources: ["arn:aws:ec2:*::snapshot/*", "arn:aws:ec2:*:*:instance/*"],
        conditions: { "ForAllValues:StringEquals": { "aws:TagKeys": ["aws:backup:source-resource"] } },
      },
      { actions: ["ec2: RunInstances"], resources: ["*"] },
      { actions: ["ec2: TerminateInstances"], resources: ["arn:aws:ec2:*:*:instance/*"] },
      {
        actions: ["ec2: CreateTags"],
        resources: ["arn:aws:ec2:*:*:instance/*", "arn:aws:ec2:*:*:volume/*"],
        conditions: { "ForAnyValue:StringLike": { "ec2:CreateAction": ["RunInstances", "CreateVolume"] } },
      },
      {
        actions: ["fsx: CreateFileSystemFromBackup"],
        resources: ["arn:aws:fsx:*:*:file-system/*", "arn:aws:fsx:*:*:backup/*"],
      },
      { actions: ["fsx: DescribeFileSystems TagResource"], resources: ["arn:aws:fsx:*:*:file-system/*"] },
      { actions: ["fsx: DescribeBackups"], resources: ["arn:aws:fsx:*:*:backup/*"] },
      {
        actions: ["fsx: DeleteFileSystem UntagResource"],
        resources: ["arn:aws:fsx:*:*:file-system/*"],
        conditions: { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
      },
      { actions: ["fsx: DescribeVolumes"], resources: ["arn:aws:fsx:*:*:volume/*"] },
      {
        actions: ["fsx: CreateVolumeFromBackup TagResource"],
        resources: ["arn:aws:fsx:*:*:volume/*"],
        conditions: { "ForAllValues:StringEquals": { "aws:TagKeys": ["aws:backup:source-resource"] } },
      },
      {
        actions: ["fsx: CreateVolumeFromBackup TagResource"],
        resources: [
          "arn:aws:fsx:*:*:storage-virtual-machine/*",
          "arn:aws:fsx:*:*:backup/*",
          "arn:aws:fsx:*:*:volume/*",
        ],
      },
      {
        actions: ["fsx: DeleteVolume UntagResource"],
        resources: ["arn:aws:fsx:*:*:volume/*"],
        conditions: { Null: { "aws:ResourceTag/aws:backup:source-resource": "false" } },
      },
      { actions: ["ds: DescribeDirectories"], resources: ["*"] },
      { actions: ["dynamodb: RestoreTableFromAwsBackup"], resources: ["arn:aws:dynamodb:*:*:table/*"] },
      { actions: ["backup-gateway: Restore"], resources: ["arn:aws:backup-gateway:*:*:hypervisor/*"] },
      {
        actions: ["cloudformation: CreateChangeSet DescribeChangeSet TagResource"],
        resources: ["arn:aws:cloudformation:*:*:*/*/*"],
      },
      {
        actions: ["redshift: RestoreFromClusterSnapshot RestoreTableFromClusterSnapshot"],
        resources: ["arn:aws:redshift:*:*:snapshot:*/*", "arn:aws:redshift:*:*:cluster:*"],
      },
      { actions: ["redshift: DescribeClusters"], resources: ["arn:aws:redshift:*:*:cluster:*"] },
      { actions: ["redshift: DescribeTableRestoreStatus"], resources: ["*"] },
      {
        actions: [
          "timestream: DescribeDatabase DescribeTable GetAwsRestoreStatus ListDatabases ListTables ListTagsForResource StartAwsRestoreJob",
        ],
        resources: ["arn:aws:timestream:*:*:database/*"],
      },
      { actions: ["timestream: DescribeEndpoints"], resources: ["*"] },
    ],
  },
};
