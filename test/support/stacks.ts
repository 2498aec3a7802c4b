/** Every stack of every environment, resolved once for all test files, as main.ts resolves them. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import { platforms } from "../../stacks/platforms";

disableStackTraces();

export const prepared: readonly PreparedStack[] = prepare(
  build(checkedEnvironments(platforms), mkdtempSync(join(tmpdir(), "stacks-"))),
);

/** JSON by stack id. */
export const stacks: Readonly<Record<string, Json>> = Object.fromEntries(prepared.map(({ id, json }) => [id, json]));
