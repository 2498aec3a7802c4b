/** Plans the stacks that the proxy tier of FreeAgentics adds or changes, offline with the real AWS provider. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { afterAll, expect, test } from "vitest";
import { terraform } from "../../commands/run";
import { stateWith } from "../../commands/runner/placeholder-state";
import { placeholdersOf } from "../../commands/runner/placeholders";
import { freeagentics } from "../../stacks/freeagentics/platform";
import { type Program, withTier } from "../support/proxy-tier";
import { providerEnv } from "../support/stand-ins";
import { copy, localState, offlineProviders, synthesizeAll, unavailable } from "../support/terraform";
import { initializer } from "../support/terraform-init";

const work = mkdtempSync(join(tmpdir(), "proxy-tier-"));
const initialize = initializer();
const env = providerEnv("real");

afterAll(() => {
  rmSync(work, { recursive: true });
});

/** Resources of the type that a plan of the stack adds to an empty account, as the provider receives them. */
async function planned(folder: string, type: string): Promise<Json[]> {
  const { planned_values }: Json = JSON.parse(await terraform(folder, ["show", "-json", "plan"], { env }));
  return planned_values.root_module.resources.filter((resource: Json) => resource.type === type);
}

test.for([
  ["production", "haproxy"],
  ["development", "nginx"],
] as const)("plans %s with %s", async ([name, program]: readonly ["production" | "development", Program], context) => {
  const stacks = synthesizeAll([withTier(freeagentics, name, program)]);
  const missing = await unavailable(stacks, env);
  context.skip(missing !== undefined, missing);
  const states = join(work, name);
  const stateOf = (id: string) => `${states}-${id}.tfstate`;
  for (const { id, json } of stacks) {
    writeFileSync(stateOf(id), JSON.stringify(stateWith(placeholdersOf(json))));
  }
  for (const end of ["network", "load-balancing", "compute", "proxies", "access", "records"]) {
    const stack = stacks.find(({ id }) => id === `freeagentics-${name}-${end}`)!;
    const folder = copy(stack, work, { ...localState(stack, stateOf), ...offlineProviders(stack) });
    await initialize(folder, stack.json, { env });
    await terraform(folder, ["plan", "-input=false", "-out=plan"], { env });
    if (end === "proxies") {
      const [group] = await planned(folder, "aws_autoscaling_group");
      expect(group!.values).toMatchObject({ min_size: 2, max_size: 4 });
      const [template] = await planned(folder, "aws_launch_template");
      const text = Buffer.from(template!.values.user_data ?? "", "base64").toString();
      expect(text).toContain(`"${program}"`);
      expect(text).toContain('"${aws:AutoScalingGroupName}');
    }
  }
});
