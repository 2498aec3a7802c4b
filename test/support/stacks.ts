/** Every stack of every environment, synthesized once per test file the way main.ts does. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import type { Json } from "../../app/json";
import { type PreparedStack, prepare } from "../../app/prepare";
import { disableStackTraces } from "../../app/stack-traces";
import { platforms } from "../../stacks/platforms";

disableStackTraces();

export const prepared: readonly PreparedStack[] = prepare(
  build(checkedEnvironments(platforms), mkdtempSync(join(tmpdir(), "stacks-"))),
);

/** JSON by stack id. */
export const stacks: Readonly<Record<string, Json>> = Object.fromEntries(prepared.map(({ id, json }) => [id, json]));
