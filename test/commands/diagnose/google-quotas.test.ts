import { expect, test } from "vitest";
import { googleQuotas } from "../../../commands/diagnose/google-quotas";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

test("compares the quotas of Google Cloud that the environment's file names with those of its project", async () => {
  const { google } = checked.environment as LpEnvironment;
  const { id: project } = google!.project;
  const gcloud = (cpus: number) =>
    withPrograms({
      gcloud: `case "$*" in
        "compute regions describe ${google!.region} --project=${project} --format=json(quotas)")
          echo '{"quotas":[{"metric":"CPUS","limit":${cpus},"usage":0},{"metric":"SSD_TOTAL_GB","limit":4096,"usage":0}]}';;
        "compute project-info describe --project=${project} --format=json(quotas)")
          echo '{"quotas":[{"metric":"FIREWALLS","limit":200,"usage":3}]}';;
        *) echo "unexpected: $*"; exit 1;;
      esac`,
    });
  const { cpus } = google!.quotas;

  expect(await googleQuotas(checked, gcloud(cpus!))).toEqual({
    subject: "quotas of Google Cloud of lp-production",
    faults: [],
  });
  expect((await googleQuotas(checked, gcloud(24)))!.faults).toEqual([
    `${checked.file}: google.quotas.cpus must be granted, got 24 of ${cpus} vCPUs of E2, N1 and shared-core machines in ${project}; ask for CPUS at https://console.cloud.google.com/iam-admin/quotas?project=${project}`,
  ]);
});

test("compares no quotas of Google Cloud that its project does not answer for", async () => {
  const withoutGoogle = { ...checked, environment: { ...checked.environment, google: undefined } } as typeof checked;

  expect(await googleQuotas(checked, withPrograms({ gcloud: "echo permission denied; exit 1" }))).toMatchObject({
    faults: [],
    skipped: "permission denied",
  });
  expect(await googleQuotas(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.stringContaining("CLI") });
  expect(await googleQuotas(withoutGoogle)).toBeUndefined();
});
