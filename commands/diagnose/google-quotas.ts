/** Compares the quotas that an environment's file names with those of its project in Google Cloud. */
import { existsSync } from "node:fs";
import { GOOGLE_QUOTAS, type GoogleQuota, type GoogleQuotaName } from "@modules/google/quotas";
import { environmentName } from "../../app/environments";
import type { GoogleEnvironment } from "../../stacks/base/google-stack";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import { lastLine } from "./aws";
import type { Finding } from "./finding";

/**
 * Asks Compute Engine for the quotas of `google.quotas`, those of the region and those of the project. Synthesis has
 * compared the resources with the file; an apply fails when Google has not granted what the file says.
 * https://cloud.google.com/compute/resource-usage
 */
export async function googleQuotas(
  checked: NamedStack["environment"],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Finding | undefined> {
  const { google } = checked.environment as GoogleEnvironment;
  if (!google) {
    return undefined;
  }
  const subject = `quotas of Google Cloud of ${environmentName(checked)}`;
  if (!onPath("gcloud", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the Google Cloud CLI is not installed" };
  }
  const { project, region, quotas } = google;
  const ask = (what: readonly string[]) =>
    run("gcloud", ["compute", ...what, `--project=${project.id}`, "--format=json(quotas)"], { env });
  const answers = {
    region: await ask(["regions", "describe", region]),
    account: await ask(["project-info", "describe"]),
  };
  const silent = Object.values(answers).find(({ status }) => status !== 0);
  if (silent) {
    return { subject, faults: [], skipped: lastLine(silent.output) };
  }
  const named = (Object.entries(quotas) as [GoogleQuotaName, number][]).flatMap(([name, wanted]) => {
    const { metric, scope, words }: GoogleQuota = GOOGLE_QUOTAS[name];
    const found = (JSON.parse(answers[scope].stdout).quotas as Granted[]).find((one) => one.metric === metric);
    return found ? [{ name, wanted, words, granted: found.limit, metric }] : [];
  });
  return {
    subject,
    faults: named
      .filter(({ wanted, granted }) => granted < wanted)
      .map(
        ({ name, wanted, words, granted, metric }) =>
          `${checked.file}: google.quotas.${name} must be granted, got ${granted} of ${wanted} ${words} in ${project.id}; ask for ${metric} at https://console.cloud.google.com/iam-admin/quotas?project=${project.id}`,
      ),
  };
}

interface Granted {
  readonly metric: string;
  readonly limit: number;
}
