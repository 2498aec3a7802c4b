import { BackupPlan } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { EbsVolume } from "@cdktf/provider-aws/lib/ebs-volume";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { recoveryCheck } from "@modules/checks/checks/recovery";
import { setFacts } from "@modules/checks/facts";
import { type AcceptedLoss, recoveryLines } from "@modules/checks/recovery/table";
import type { RecoveryObjectives } from "@modules/core/recovery";
import { faultsOf } from "@modules/testing/faults";
import type { TerraformStack } from "cdktf";
import { describe, expect, test } from "vitest";
import { acceptedLosses } from "../../../../app/accepted-losses";
import { soundStack } from "../../../support/faults";
import { prepared } from "../../../support/stacks";

const OBJECTIVE = { lostMinutes: 15, downMinutes: 60, runbook: "shop.md" };

function faults(
  define: (stack: TerraformStack) => void,
  recoveryObjectives?: RecoveryObjectives,
  accepted: readonly AcceptedLoss[] = [],
  partial = false,
): string[] {
  return faultsOf(
    (app) => {
      const stack = soundStack(app);
      setFacts(stack, { protectsData: true, recoveryObjectives });
      define(stack);
    },
    { checks: [recoveryCheck(accepted, { partial })] },
  );
}

const database = (stack: TerraformStack, backupRetentionPeriod = 7) =>
  new DbInstance(stack, "database", {
    identifier: "shop",
    instanceClass: "db.r6g.large",
    engine: "postgres",
    allocatedStorage: 100,
    backupRetentionPeriod,
  });

function plan(stack: TerraformStack, selection: Partial<ConstructorParameters<typeof BackupSelection>[2]>): void {
  const daily = new BackupPlan(stack, "daily", {
    name: "daily",
    rule: [{ ruleName: "daily", targetVaultName: "shop", schedule: "cron(0 5 * * ? *)", startWindow: 60 }],
  });
  new BackupSelection(stack, "selection", { name: "daily", planId: daily.id, iamRoleArn: "role", ...selection });
}

describe("coverage", () => {
  test("fails when nothing brings damaged data back", () => {
    expect(faults((stack) => database(stack, 0))).toEqual([
      "shop/database: must survive a wrong change or a deletion, got no recovery; add it to a backup plan, or turn on the service's own backups or versions",
    ]);
  });

  test("is satisfied by the service's own backups", () => {
    expect(faults(database)).toEqual([]);
  });

  test("is satisfied by a plan that selects the resource by its ARN", () => {
    expect(faults((stack) => plan(stack, { resources: [database(stack, 0).arn] }))).toEqual([]);
  });

  test("is satisfied by a plan that selects volumes by a tag that they have, and by no other tag", () => {
    const volume = (value: string) => (stack: TerraformStack) => {
      new EbsVolume(stack, "volume", { availabilityZone: "us-east-1a", size: 10, tags: { BackupPlan: value } });
      plan(stack, { condition: [{ stringEquals: [{ key: "aws:ResourceTag/BackupPlan", value: "daily" }] }] });
    };

    expect(faults(volume("daily"))).toEqual([]);
    expect(faults(volume("weekly"))).toHaveLength(1);
  });

  test("leaves out stacks whose data is not protected", () => {
    expect(faultsOf((app) => database(soundStack(app), 0), { checks: [recoveryCheck()] })).toEqual([]);
  });
});

describe("objectives", () => {
  test("fails when an objective covers a loss that no backup or replica survives", () => {
    expect(faults(database, { database: { region: OBJECTIVE } })).toEqual([
      "shop/database: must survive the loss of its region, as recoveryObjectives.database.region says, got no recovery; copy its backups to another region, or replicate it there",
    ]);
  });

  test("fails when more is lost than promised", () => {
    const objective = { damage: { ...OBJECTIVE, lostMinutes: 1 } };

    expect(faults(database, { database: objective })).toEqual([
      "shop/database: must recover from a wrong change or a deletion within recoveryObjectives.database.damage (1 and 60 minutes), got 5 minutes of writes lost and 46 minutes down by point-in-time recovery; add it to a backup plan, or turn on the service's own backups or versions, or correct the objective",
    ]);
  });

  test("fails when it takes longer than promised", () => {
    expect(faults(database, { database: { damage: { ...OBJECTIVE, downMinutes: 30 } } })).toHaveLength(1);
  });

  test("counts a replica by the lag at which its alarm fires, and ignores one without an alarm", () => {
    const replicated = (threshold?: number) => (stack: TerraformStack) => {
      const source = database(stack);
      const replica = new DbInstance(stack, "replica", {
        identifier: "shop-replica",
        instanceClass: "db.r6g.large",
        replicateSourceDb: source.identifier,
      });
      if (threshold !== undefined) {
        new CloudwatchMetricAlarm(stack, "lag", {
          alarmName: "lag",
          comparisonOperator: "GreaterThanThreshold",
          evaluationPeriods: 1,
          namespace: "AWS/RDS",
          metricName: "ReplicaLag",
          threshold,
          dimensions: { DBInstanceIdentifier: replica.identifier },
        });
      }
    };
    const objectives = { database: { zone: OBJECTIVE } };

    expect(faults(replicated(900), objectives)).toEqual([]);
    expect(faults(replicated(901), objectives)[0]).toContain("got 16 minutes of writes lost and 10 minutes down");
    expect(faults(replicated(), objectives)[0]).toContain("got no recovery; give it a standby in a second zone");
  });

  test("counts the replication of a bucket only with time control, which commits to 15 minutes", () => {
    const bucket = (timed: boolean) => (stack: TerraformStack) => {
      const source = new S3Bucket(stack, "uploads", { bucket: "uploads" });
      const versioning = new S3BucketVersioningA(stack, "versioning", {
        bucket: source.bucket,
        versioningConfiguration: { status: "Enabled" },
      });
      new S3BucketReplicationConfigurationA(stack, "replication", {
        bucket: versioning.bucket,
        role: "role",
        rule: [
          {
            status: "Enabled",
            destination: {
              bucket: "arn:aws:s3:::uploads-copy",
              replicationTime: timed ? { status: "Enabled", time: { minutes: 15 } } : undefined,
            },
          },
        ],
      });
    };
    const objectives = { objects: { region: OBJECTIVE } };

    expect(faults(bucket(true), objectives)).toEqual([]);
    expect(faults(bucket(false), objectives)[0]).toContain("got 1440 minutes of writes lost");
  });

  test("fails for a kind of data without an objective, and for an objective without data", () => {
    expect(faults(database, { cache: { zone: OBJECTIVE } })).toEqual([
      "shop: recoveryObjectives must have every kind of data, got no database; add database",
      "shop: recoveryObjectives.cache must be of data that exists, got none; remove it",
    ]);
  });

  test("accepts an entry for a store that is elsewhere in a part of the stacks, and still fails for stores", () => {
    const elsewhere = { where: "other aws_db_instance.*", loss: "region", reason: "Made again", owner: "us" } as const;
    const found = faults((stack) => database(stack, 0), { database: { region: OBJECTIVE } }, [elsewhere], true);

    expect(found.join()).toContain("shop/database: must survive");
    expect(found.join()).not.toContain("accepted losses");
  });

  test("accepts a loss in writing, and fails when the store survives it", () => {
    const accepted = [{ where: "shop aws_db_instance.*", loss: "region", reason: "Made again", owner: "us" } as const];

    expect(faults(database, { database: { region: OBJECTIVE } }, accepted)).toEqual([]);
    expect(faults(database, undefined, [{ ...accepted[0]!, loss: "damage" }])).toEqual([
      "accepted losses: shop aws_db_instance.* must not survive a wrong change or a deletion, got no such store; remove the entry",
    ]);
  });
});

describe("the stacks of this repository", () => {
  const lines = recoveryLines(prepared, acceptedLosses);

  test.each(["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"])(
    "survive every loss that production of %s promises to survive",
    (platform) => {
      const own = lines.filter(({ stack, objective }) => stack.startsWith(`${platform}-production-`) && objective);

      expect(own.map(({ loss }) => loss)).toEqual(expect.arrayContaining(["damage", "region"]));
      expect(recoveryCheck(acceptedLosses)(prepared)).toEqual([]);
    },
  );

  test("count the volumes of pods, the copies of databases and their replicas", () => {
    const means = (place: string, loss: string) =>
      lines
        .filter((line) => line.place === place && line.loss === loss)
        .flatMap(({ best, others }) => [best?.by, ...others.map(({ by }) => by)]);

    expect(means("lp-production-controllers kubernetes_storage_class_v1.gp3", "damage")).toEqual([
      "plan lp-daily-volumes",
    ]);
    expect(means("dafnckmachine-production-data aws_db_instance.database", "region")).toEqual([
      "replica west in us-west-2",
      "replica europe in eu-west-1",
      "copies of plan dafnckmachine-daily-database",
    ]);
  });
});
