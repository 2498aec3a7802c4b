/** Runs the commands of the guide for plain Terraform on two stacks, of which one depends on the other. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../commands/run";
import { platforms } from "../../stacks/platforms";
import { providerEnv } from "../support/stand-ins";
import { copy, localState, offlineProviders, synthesizeAll, unavailable } from "../support/terraform";
import { narrowStandIns } from "../support/terraform-init";

const LINE = /^ *terraform -chdir=cdktf\.out\/stacks\/([\w-]+) (init|plan|apply|destroy)\b(.*)$/gm;
const guide = readFileSync("docs/other-tools/terraform.md", "utf8");
const commands = [...guide.matchAll(LINE)].map(([, id, command, rest]) => ({
  id: id!,
  args: [command!, ...rest!.trim().split(" ")].filter((one) => one !== ""),
}));

test("applies a stack and the one that reads from it, plans no change and destroys", async (context) => {
  expect(commands.map(({ id, args }) => `${id.replace("lp-development-", "")} ${args.join(" ")}`)).toEqual([
    "security init",
    "security plan -out=plan",
    "security apply plan",
    "registry init",
    "registry plan -out=plan",
    "registry apply plan",
    "registry plan -detailed-exitcode",
    "registry destroy",
  ]);
  const ids = new Set(commands.map(({ id }) => id));
  const stacks = synthesizeAll(platforms.filter(({ name }) => name === "lp")).filter(({ id }) => ids.has(id));
  const standIns = providerEnv("stand-in");
  const missing = await unavailable(stacks, standIns);
  context.skip(missing !== undefined, missing);
  const work = mkdtempSync(join(tmpdir(), "guide-"));
  for (const stack of stacks) {
    const stateOf = (id: string) => join(work, id, "own.tfstate");
    copy(stack, work, { ...localState(stack, stateOf), ...offlineProviders(stack) });
  }
  const env = { ...standIns, TF_INPUT: "0", TF_CLI_ARGS_destroy: "-auto-approve" };
  for (const { id, args } of commands) {
    const folder = join(work, id);
    const { status, output } = await run("terraform", [`-chdir=${folder}`, ...args], { env });
    expect(status, output).toBe(0);
    if (args[0] === "init") {
      // Terraform verifies the checksums of installed files, which differ after the providers were narrowed.
      const lock = join(folder, ".terraform.lock.hcl");
      writeFileSync(lock, readFileSync(lock, "utf8").replace(/^ *hashes = \[[^\]]*\]\n/gm, ""));
      narrowStandIns(folder, stacks.find((one) => one.id === id)!.json);
    }
  }
  rmSync(work, { recursive: true });
});
