import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { SERVICE_AGENTS } from "@modules/google/security/service-agent";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const runbook = readFileSync(join(import.meta.dirname, "../../runbooks/google-project.md"), "utf8");

/** They have their agents as soon as they are on; the last has a command of its own. */
const WITHOUT_ASKING = ["compute", "container", "storage"];

test("asks for every agent that is granted a key and would not be there", () => {
  const granted = Object.values(stacks)
    .flatMap(({ resource = {} }) => Object.values<Json>(resource.google_kms_crypto_key_iam_member ?? {}))
    .map(({ member }) => member.match(/@(.+)\.iam\.gserviceaccount\.com$/)[1]);
  const asked = Object.entries(SERVICE_AGENTS).filter(([service]) => !WITHOUT_ASKING.includes(service));

  for (const [service, account] of asked.filter(([, name]) => granted.includes(name))) {
    expect(runbook).toMatch(new RegExp(`^agent ${service} ${account} roles/\\w+\\.serviceAgent$`, "m"));
  }
  expect(runbook).toContain("gcloud storage service-agent");
});
