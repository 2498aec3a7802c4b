/** Compares the quotas that an environment's file names with those of its project in Google Cloud. */
import { GOOGLE_QUOTAS, type GoogleQuota, type GoogleQuotaName } from "@modules/google/quotas";
import { environmentName } from "../../app/environments";
import type { GoogleEnvironment } from "../../stacks/base/google-stack";
import type { NamedStack } from "../stacks";
import { ask } from "./cli";
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
  const { project, region, quotas } = google;
  return ask("gcloud", `quotas of Google Cloud of ${environmentName(checked)}`, env, async (gcloud) => {
    const quotasOf = async (...what: readonly string[]): Promise<Granted[]> =>
      (await gcloud.json("compute", ...what, `--project=${project.id}`, "--format=json(quotas)")).quotas;
    const granted = {
      region: await quotasOf("regions", "describe", region),
      account: await quotasOf("project-info", "describe"),
    };
    return (Object.entries(quotas) as [GoogleQuotaName, number][]).flatMap(([name, wanted]) => {
      const { metric, scope, words }: GoogleQuota = GOOGLE_QUOTAS[name];
      const found = granted[scope].find((one) => one.metric === metric);
      return found && found.limit < wanted
        ? [
            `${checked.file}: google.quotas.${name} must be granted, got ${found.limit} of ${wanted} ${words} in ${project.id}; ask for ${metric} at https://console.cloud.google.com/iam-admin/quotas?project=${project.id}`,
          ]
        : [];
    });
  });
}

interface Granted {
  readonly metric: string;
  readonly limit: number;
}
