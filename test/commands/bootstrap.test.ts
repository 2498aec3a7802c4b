import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { bootstrap, bootstrapState } from "../../commands/bootstrap";
import { withPrograms } from "../support/programs";

test("fails while the environment has documentation values, except for the state key", async () => {
  const error = await bootstrap("dafnckmachine-production").catch((reason: Error) => reason);

  expect(String(error)).toContain(
    "dafnckmachine/owner.ts: environments.production.accountId is still the documentation value 111122223333",
  );
  expect(String(error)).not.toContain("stateKeyArn");
});

test("fails for an unknown environment with the nearest name", async () => {
  await expect(bootstrap("dafnckmachine-prod")).rejects.toThrow(
    "no environment is named dafnckmachine-prod; did you mean dafnckmachine-production?",
  );
});

/** A folder with a bootstrap stack, as synthesis writes it. */
function bootstrapFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "bootstrap-"));
  const s3 = { bucket: "shop-state", key: "bootstrap.tfstate", kms_key_id: "arn:key" };
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { s3 } } }));
  return folder;
}

/** Runs the bootstrap with a program in place of Terraform, and returns what it was called with. */
async function bootstrapWith(script: string, confirm?: boolean): Promise<string[]> {
  const folder = bootstrapFolder();
  await bootstrapState(folder, { confirm, env: withPrograms({ terraform: `echo "$@" >> calls\n${script}` }) });
  return readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
}

const NO_BUCKET =
  'case "$*" in "init -input=false -reconfigure") [ -e asked ] || { touch asked; echo "Error: NoSuchBucket"; exit 1; };; esac';
const KEY = 'case "$*" in "output -raw"*) echo arn:made;; esac';

test("applies with a local state, then moves the state into the new bucket", async () => {
  expect(await bootstrapWith(`${NO_BUCKET}\n${KEY}`)).toEqual([
    "init -input=false -reconfigure",
    "init -input=false -reconfigure",
    "apply",
    "output -raw state-key-arn",
    "init -input=false -migrate-state -force-copy -backend-config=kms_key_id=arn:made",
  ]);
});

test("applies without asking when no confirmation is required", async () => {
  expect(await bootstrapWith(`${NO_BUCKET}\n${KEY}`, false)).toContain("apply -auto-approve -input=false");
});

test("fails when the state bucket cannot be read, with Terraform's error", async () => {
  await expect(bootstrapWith('echo "Error: AccessDenied"; exit 1')).rejects.toThrow(
    "The state bucket shop-state could not be checked:\nError: AccessDenied",
  );
});

test("fails when the bucket exists without the state of its stack", async () => {
  await expect(bootstrapWith('case "$1" in output) echo "{}";; esac')).rejects.toThrow(
    /The bucket shop-state exists, but the state of the stack that makes it is not in it.[\s\S]*choose another state.bucket/,
  );
});

test("keeps the state of an unfinished bootstrap in the given file", async () => {
  const folder = bootstrapFolder();
  const stateFile = join(folder, "kept", "shop.tfstate");
  const script = `${NO_BUCKET}\ncase "$1" in apply) cat backend_override.tf.json; exit 1;; esac`;
  const failed = bootstrapState(folder, { confirm: false, stateFile, env: withPrograms({ terraform: script }) });

  await expect(failed).rejects.toThrow(`{"terraform":{"backend":{"local":{"path":"${stateFile}"}}}}`);
});

test("removes the backend that a killed run left", async () => {
  const folder = bootstrapFolder();
  writeFileSync(join(folder, "backend_override.tf.json"), "{}");
  const script =
    '[ ! -e backend_override.tf.json ] || grep -q s3 backend_override.tf.json || exit 9\necho "Error: AccessDenied"; exit 1';

  await expect(bootstrapState(folder, { env: withPrograms({ terraform: script }) })).rejects.toThrow("AccessDenied");
});

test("fails when the apply fails, and says that the next run continues", async () => {
  const script = `${NO_BUCKET}\ncase "$1" in apply) exit 1;; esac`;

  await expect(bootstrapWith(script)).rejects.toThrow(
    /The bootstrap stopped half way;.*terraform.tfstate.*it continues/,
  );
});
