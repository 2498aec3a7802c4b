import type { Json } from "@modules/checks/json";
import { beforeEach, expect, test, vi } from "vitest";
import { secretsKept } from "../../../support/kept-secrets";

// The function is JavaScript without declarations, so its path must not be a literal that tsc resolves.
const FOLDER: string = "../../../../modules/aws/backup/validate-restored";
const { createHandler }: Json = await import(`${FOLDER}/index.mjs`);

const instance = { DBInstanceStatus: "available", StorageEncrypted: true, AllocatedStorage: 1000 };
const cluster = { Status: "available", StorageEncrypted: true };
const volume = { State: "available", Encrypted: true, Size: 100 };

const backup = { putRestoreValidationResult: vi.fn(async () => {}) };
const rds = {
  describeDBInstances: vi.fn(async (_: Json) => ({ DBInstances: [instance] })),
  describeDBClusters: vi.fn(async (_: Json) => ({ DBClusters: [cluster] })),
};
const dynamo = {
  describeTable: vi.fn(async (_: Json) => ({ Table: { TableStatus: "ACTIVE" } })),
  scan: vi.fn(async (_: Json) => ({ Count: 1 })),
};
const ec2 = { describeVolumes: vi.fn(async (_: Json) => ({ Volumes: [volume] })) };
const handle = secretsKept()(createHandler({ backup, rds, dynamo, ec2 }));

const restored = (resourceType: string, createdResourceArn: string, backupSizeInBytes = "1048576") =>
  handle({
    detail: { restoreJobId: "job-1", resourceType, createdResourceArn, backupSizeInBytes, status: "COMPLETED" },
  });

const reported = () => backup.putRestoreValidationResult.mock.calls.map(([result]: Json[]) => result);

beforeEach(() => {
  vi.clearAllMocks();
});

test.each([
  [
    "RDS",
    "arn:aws:rds:us-east-1:111122223333:db:awsbackup-restore-test-1",
    "an available, encrypted instance of 1000 GiB",
  ],
  ["Aurora", "arn:aws:rds:us-east-1:111122223333:cluster:awsbackup-restore-test-2", "an available, encrypted cluster"],
  ["DynamoDB", "arn:aws:dynamodb:us-east-1:111122223333:table/awsbackup-restore-test-3", "an active table with items"],
  ["EBS", "arn:aws:ec2:us-east-1:111122223333:volume/vol-0abc", "an available, encrypted volume of 100 GiB"],
])("reports what it saw of %s", async (type, arn, seen) => {
  await restored(type, arn);

  expect(reported()).toEqual([
    { RestoreJobId: "job-1", ValidationStatus: "SUCCESSFUL", ValidationStatusMessage: seen },
  ]);
});

test("validates the resource that the restore made", async () => {
  await restored("RDS", "arn:aws:rds:us-east-1:111122223333:db:awsbackup-restore-test-1");
  await restored("EBS", "arn:aws:ec2:us-east-1:111122223333:volume/vol-0abc");

  expect(rds.describeDBInstances).toHaveBeenCalledWith({ DBInstanceIdentifier: "awsbackup-restore-test-1" });
  expect(ec2.describeVolumes).toHaveBeenCalledWith({ VolumeIds: ["vol-0abc"] });
});

test("expects no item of a table whose backup is empty", async () => {
  dynamo.scan.mockResolvedValueOnce({ Count: 0 });

  await restored("DynamoDB", "arn:aws:dynamodb:us-east-1:111122223333:table/awsbackup-restore-test-3", "0");

  expect(reported()[0].ValidationStatus).toBe("SUCCESSFUL");
});

test.each([
  [
    "RDS",
    () => rds.describeDBInstances.mockResolvedValueOnce({ DBInstances: [{ ...instance, StorageEncrypted: false }] }),
    "the instance must be encrypted, got false",
  ],
  [
    "Aurora",
    () => rds.describeDBClusters.mockResolvedValueOnce({ DBClusters: [{ ...cluster, Status: "failed" }] }),
    "the cluster must be available, got failed",
  ],
  [
    "DynamoDB",
    () => dynamo.scan.mockResolvedValueOnce({ Count: 0 }),
    "the table must have an item, as its backup has, got none",
  ],
  [
    "EBS",
    () => ec2.describeVolumes.mockRejectedValueOnce(new Error("InvalidVolume.NotFound")),
    "InvalidVolume.NotFound",
  ],
  ["FSx", () => {}, "the type must have a look, got FSx"],
])("reports what it missed of %s and fails, which the alarm counts", async (type, arrange, message) => {
  arrange();

  await expect(restored(type, "arn:aws:rds:us-east-1:111122223333:db:it")).rejects.toThrow(message);
  expect(reported()).toEqual([{ RestoreJobId: "job-1", ValidationStatus: "FAILED", ValidationStatusMessage: message }]);
});
