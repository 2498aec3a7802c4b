import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { SERVICE_AGENTS } from "@modules/google/security/service-agent";
import { expect, test } from "vitest";
import { stacks } from "../support/stacks";

const runbook = readFileSync(join(import.meta.dirname, "../../runbooks/google-project.md"), "utf8");

/** Services that create their agent when they are enabled; Cloud Storage has a separate command. */
const AUTOMATIC = ["compute", "container", "storage"];

test("creates every service agent that is granted a key and not created automatically", () => {
  const granted = Object.values(stacks)
    .flatMap(({ resource = {} }) => Object.values<Json>(resource.google_kms_crypto_key_iam_member ?? {}))
    .map(({ member }) => member.match(/@(.+)\.iam\.gserviceaccount\.com$/)[1]);
  const candidates = Object.entries(SERVICE_AGENTS).filter(([service]) => !AUTOMATIC.includes(service));

  for (const [service, account] of candidates.filter(([, name]) => granted.includes(name))) {
    expect(runbook).toMatch(new RegExp(`^\\s*agent ${service} ${account} roles/\\w+\\.serviceAgent$`, "m"));
  }
  expect(runbook).toContain("gcloud storage service-agent");
});
