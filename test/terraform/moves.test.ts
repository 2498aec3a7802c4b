/** Tests with real Terraform that the resources of a construct are kept when its id is changed. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { afterAll, beforeAll, expect, test } from "vitest";
import { terraform } from "../../commands/run";
import { postgres } from "../modules/aws/database/postgres/fixture";
import { providerEnv } from "../support/stand-ins";
import { unavailable } from "../support/terraform";

const folder = mkdtempSync(join(tmpdir(), "moves-"));
const standIns = { env: providerEnv("stand-in"), missing: undefined as string | undefined };
const SETTINGS: Json = {
  terraform: { required_providers: { aws: { source: "aws", version: "5.100.0" } } },
  provider: { aws: [{ region: "us-east-1", access_key: "offline", secret_key: "offline" }] },
};

beforeAll(async () => {
  standIns.missing = await unavailable([{ id: "", json: SETTINGS, folder: "", producers: [] }], standIns.env);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(json: Json): void {
  const { resource, data, moved } = json;
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ ...SETTINGS, resource, data, moved }));
}

/** The configuration as it was before the moves. */
function before({ moved, ...json }: Json): Json {
  const name = (address: string) => address.split(".")[1]!;
  return JSON.parse(
    moved.reduce((text: string, { from, to }: Json) => text.replaceAll(name(to), name(from)), JSON.stringify(json)),
  );
}

test("moves the resources beside a database, and creates, changes and destroys none", async (context) => {
  context.skip(standIns.missing !== undefined, standIns.missing);
  const json = postgres();
  expect(json.moved.length).toBeGreaterThan(4);
  write(before(json));
  await terraform(folder, ["init", "-input=false"], standIns);
  await terraform(folder, ["apply", "-input=false", "-auto-approve"], standIns);

  write(json);
  await terraform(folder, ["plan", "-input=false", "-out=plan"], standIns);
  const plan: Json = JSON.parse(await terraform(folder, ["show", "-json", "plan"], standIns));

  const actions = plan.resource_changes.flatMap(({ change }: Json) => change.actions);
  const moves = plan.resource_changes.filter(({ previous_address }: Json) => previous_address);
  expect(new Set(actions)).toEqual(new Set(["no-op"]));
  expect(moves).toHaveLength(json.moved.length);
});
