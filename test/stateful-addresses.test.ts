/**
 * Every resource that holds data keeps its address. The files in test/stateful-addresses list the
 * addresses; `UPDATE_ADDRESSES=1 pnpm test` adds new ones and drops those that a `moved` or `removed`
 * block names. It keeps an address that has disappeared, so that the test goes on failing.
 */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lostAddresses, resourceAddresses } from "@modules/checks/moves";
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";
import { matchers } from "@modules/testing/matchers";
import { describe, expect, test } from "vitest";
import { platforms } from "../stacks/platforms";
import { stacks } from "./support/stacks";

expect.extend(matchers);

describe.each(platforms)("$name", ({ name }) => {
  const file = join(import.meta.dirname, "stateful-addresses", `${name}.txt`);
  const own = Object.fromEntries(Object.entries(stacks).filter(([id]) => id.startsWith(`${name}-`)));
  const listed = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const actual = resourceAddresses(own, STATEFUL_TYPES);

  test("keeps or moves the address of every resource that holds data", () => {
    expect(own, "Terraform would delete the data; call stack.moved(from, to)").not.toMoveAddresses(listed);
  });

  test("lists every resource that holds data", () => {
    if (process.env.UPDATE_ADDRESSES && lostAddresses(listed, own).length === 0) {
      writeFileSync(file, `${actual.join("\n")}\n`);
      return;
    }
    expect(actual, `run UPDATE_ADDRESSES=1 pnpm test to update ${name}.txt`).toEqual(listed);
  });
});
