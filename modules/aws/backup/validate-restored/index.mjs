/**
 * Validates a resource that a restore test of AWS Backup has restored, and reports the result before AWS Backup deletes
 * the resource.
 * https://docs.aws.amazon.com/aws-backup/latest/devguide/restore-testing-validation.html
 */

/** Name of the restored resource, the last part of its ARN. */
const nameOf = (arn) => arn.split(/[:/]/).at(-1);

const require = (holds, rule, found) => {
  if (!holds) {
    throw new Error(`${rule}, got ${found}`);
  }
};

/**
 * Validations by resource type. Each returns a message about a valid resource, and throws an error with the reason for
 * an invalid one.
 */
const LOOKS = {
  async RDS({ rds }, arn) {
    const { DBInstances } = await rds.describeDBInstances({ DBInstanceIdentifier: nameOf(arn) });
    const [{ DBInstanceStatus: status, StorageEncrypted: encrypted, AllocatedStorage: size }] = DBInstances;
    require(status === "available", "the instance must be available", status);
    require(encrypted, "the instance must be encrypted", encrypted);
    require(size > 0, "the instance must have storage", size);
    return `an available, encrypted instance of ${size} GiB`;
  },

  async Aurora({ rds }, arn) {
    const { DBClusters } = await rds.describeDBClusters({ DBClusterIdentifier: nameOf(arn) });
    const [{ Status: status, StorageEncrypted: encrypted }] = DBClusters;
    require(status === "available", "the cluster must be available", status);
    require(encrypted, "the cluster must be encrypted", encrypted);
    return "an available, encrypted cluster";
  },

  async DynamoDB({ dynamo }, arn, backupBytes) {
    const TableName = nameOf(arn);
    const { Table } = await dynamo.describeTable({ TableName });
    require(Table.TableStatus === "ACTIVE", "the table must be active", Table.TableStatus);
    if (backupBytes === 0) {
      return "an active table, empty as its backup is";
    }
    // The item count of `DescribeTable` is up to six hours old.
    const { Count } = await dynamo.scan({ TableName, Limit: 1, ConsistentRead: true });
    require(Count > 0, "the table must have an item, as its backup has", "none");
    return "an active table with items";
  },

  async EBS({ ec2 }, arn) {
    const { Volumes } = await ec2.describeVolumes({ VolumeIds: [nameOf(arn)] });
    const [{ State: state, Encrypted: encrypted, Size: size }] = Volumes;
    require(state === "available", "the volume must be available", state);
    require(encrypted, "the volume must be encrypted", encrypted);
    return `an available, encrypted volume of ${size} GiB`;
  },
};

/**
 * @param clients operations of AWS Backup, RDS, DynamoDB and EC2 by name, each a function of its input
 * @returns the handler of "Restore Job State Change" events
 */
export function createHandler(clients) {
  return async ({ detail }) => {
    const { restoreJobId: RestoreJobId, resourceType, createdResourceArn, backupSizeInBytes } = detail;
    let result;
    try {
      require(Object.hasOwn(LOOKS, resourceType), "the type must have a look", resourceType);
      const seen = await LOOKS[resourceType](clients, createdResourceArn, Number(backupSizeInBytes));
      result = { ValidationStatus: "SUCCESSFUL", ValidationStatusMessage: seen };
    } catch (error) {
      result = { ValidationStatus: "FAILED", ValidationStatusMessage: error.message };
    }
    await clients.backup.putRestoreValidationResult({ RestoreJobId, ...result });
    if (result.ValidationStatus === "FAILED") {
      // The alarm of the function counts errors.
      throw new Error(`${createdResourceArn}: ${result.ValidationStatusMessage}`);
    }
    return result;
  };
}

/*
 * The Lambda runtime contains the AWS SDK. The import is dynamic, because machines that test this file do not have the
 * SDK.
 */
async function clients() {
  const [{ Backup }, { RDS }, { DynamoDB }, { EC2 }] = await Promise.all([
    import("@aws-sdk/client-backup"),
    import("@aws-sdk/client-rds"),
    import("@aws-sdk/client-dynamodb"),
    import("@aws-sdk/client-ec2"),
  ]);
  return { backup: new Backup(), rds: new RDS(), dynamo: new DynamoDB(), ec2: new EC2() };
}

let handle;

export async function handler(event) {
  handle ??= createHandler(await clients());
  return handle(event);
}
