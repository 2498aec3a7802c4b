import { describe, expect, test } from "vitest";
import { dockerHubSecret } from "../../../commands/diagnose/secrets";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { withPrograms } from "../../support/programs";
import { checked, named } from "./environments.fixture";

describe("login of Docker Hub", () => {
  const answer = (script: string) => dockerHubSecret(checked, withPrograms({ aws: script }));
  const arn = (checked.environment as LpEnvironment).kubernetes.dockerHubSecretArn!;

  test("has to exist before kubernetes makes the cache that reads it", async () => {
    expect((await answer(`case "$*" in *"--secret-id ${arn} "*) echo '{}';; *) exit 2;; esac`))?.faults).toEqual([]);
    expect((await answer("echo 'An error occurred (ResourceNotFoundException)'; exit 254"))?.faults).toEqual([
      `${checked.file}: the secret ${arn} must exist before kubernetes is applied, got none; make it with \`aws secretsmanager create-secret\` as dockerHubSecretArn in environments/schema/owner.ts says, or leave that value out`,
    ]);
    expect((await answer(`echo '{"DeletedDate":"2026-01-01"}'`))?.faults).toEqual([
      expect.stringContaining("got one that is scheduled for deletion"),
    ]);
  });

  test("is left out when AWS does not answer, and where the environment names none", async () => {
    const without = named("freeagentics-production");

    expect(await answer("echo 'Token expired'; exit 255")).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await dockerHubSecret(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
    expect(await dockerHubSecret(without, withPrograms({ aws: "exit 1" }))).toBeUndefined();
  });
});
