/** Mistakes in environments, and the error for each: file or construct, value, rule and fix. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { checked } from "@modules/checks/synthesize";
import { expect, test } from "vitest";
import type { z } from "zod";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import { platforms } from "../../stacks/platforms";
import type { Changes } from "./environments/case";
import { FURTHER } from "./environments/further";
import { ENVIRONMENT_DATA } from "./ways";

disableStackTraces();

const outdir = mkdtempSync(join(tmpdir(), "bad-input-"));

/** Platforms whose environments are parsed once for all cases; a case changes one or two. */
const known = platforms.map((platform) => ({ ...platform, schema: parsedOnce(platform.schema) }));

/** Faults of all environments after the changes; only the stacks of the changed environments are built. */
function faultsAfter(changes: Changes): string[] {
  const changed = known.map((platform) => ({
    ...platform,
    environments: platform.environments.map((file) => {
      const change = changes[`${platform.name} ${file.name}`];
      return change ? { ...file, data: changedCopy(file.data, change) } : file;
    }),
  }));
  try {
    const environments = checkedEnvironments(changed).filter(
      ({ platform, environment }) => changes[`${platform.name} ${environment.name}`],
    );
    checked(build(environments, outdir));
    return [];
  } catch (error) {
    return (error as Error).message.split("\n");
  }
}

/** The schema with a cache of its results by object. */
function parsedOnce(schema: z.ZodType): z.ZodType {
  const results = new WeakMap<object, ReturnType<z.ZodType["safeParse"]>>();
  const safeParse: z.ZodType["safeParse"] = (data, params) => {
    const result = results.get(data as object) ?? schema.safeParse(data, params);
    if (typeof data === "object" && data !== null) {
      results.set(data, result);
    }
    return result;
  };
  return Object.create(schema, { safeParse: { value: safeParse } });
}

function changedCopy(data: unknown, change: (data: Json) => unknown): unknown {
  const copy = structuredClone(data);
  return change(copy) === null ? null : copy;
}

test.each([...ENVIRONMENT_DATA, ...FURTHER])("fails for %s", (_name, changes, faults) => {
  expect(faultsAfter(changes)).toEqual(faults);
});
