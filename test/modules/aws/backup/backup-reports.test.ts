import { BackupReports, type BackupReportsProps } from "@modules/aws/backup/backup-reports";
import type { Json } from "@modules/checks/json";
import { only, resources } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

function reports(props: Partial<BackupReportsProps> = {}): Json {
  return synth((stack) => {
    new BackupReports(stack, "reports", { name: "shop", bucketName: "shop-backup-reports", ...props });
  });
}

test("reports on backups, copies and restores, after the bucket admits the reporter", () => {
  const plans = resources(reports(), "aws_backup_report_plan");

  expect(plans.map(({ name, report_setting }) => [name, report_setting.report_template])).toEqual([
    ["shop_backups", "BACKUP_JOB_REPORT"],
    ["shop_copies", "COPY_JOB_REPORT"],
    ["shop_restores", "RESTORE_JOB_REPORT"],
  ]);
  for (const { report_delivery_channel } of plans) {
    expect(report_delivery_channel.s3_bucket_name).toMatch(/^\$\{aws_s3_bucket_policy\./);
  }
});

test("lets nobody but the service's role of the account deliver", () => {
  const { Statement } = JSON.parse(only(reports(), "aws_s3_bucket_policy").policy);

  expect(Statement.filter(({ Effect }: Json) => Effect === "Allow")).toEqual([
    expect.objectContaining({
      Action: "s3:PutObject",
      Condition: expect.objectContaining({
        ArnEquals: {
          "aws:PrincipalArn": expect.stringMatching(/:role\/aws-service-role\/reports\.backup\.amazonaws\.com\//),
        },
      }),
    }),
  ]);
});

test("keeps reports for seven years", () => {
  expect(only(reports(), "aws_s3_bucket_lifecycle_configuration").rule[0]).toMatchObject({
    expiration: [{ days: 2555 }],
    transition: [{ days: 30, storage_class: "STANDARD_IA" }],
  });
});

test("fails for a name with a hyphen", () => {
  expect(() => reports({ name: "shop-prod" })).toThrow(
    "name must be 1 to 200 letters, digits and underscores, a letter first, got shop-prod",
  );
});

test("lets overrides win over what it sets", () => {
  expect(only(reports({ overrides: { bucket: "other" } }), "aws_s3_bucket").bucket).toBe("other");
});
