/**
 * What holds data keeps its address. The files in test/stateful-addresses list
 * every one of them; `UPDATE_ADDRESSES=1 pnpm test` adds new ones and drops
 * those that moved or whose removal was declared, never those that vanished.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { STATEFUL_TYPES } from "@modules/checks/policies/protection";
import { describe, expect, test } from "vitest";
import { platforms } from "../stacks/platforms";
import { stacks } from "./support/stacks";
import type { Json } from "./support/synth";

type Stacks = Readonly<Record<string, Json>>;

/** `<stack> <address>` of everything that holds data. */
function stateful(all: Stacks): string[] {
  return Object.entries(all)
    .flatMap(([id, { resource = {} }]) =>
      STATEFUL_TYPES.flatMap((type) => Object.keys(resource[type] ?? {}).map((name) => `${id} ${type}.${name}`)),
    )
    .sort();
}

/** Addresses Terraform is told about: moved elsewhere, or given up on purpose. */
function declared(all: Stacks): string[] {
  return Object.entries(all).flatMap(([id, { moved = [], removed = [] }]) =>
    [...moved, ...removed].map(({ from }: Json) => `${id} ${from}`),
  );
}

/** Lines of the file that stand for a resource Terraform would delete with its data. */
function lost(listed: readonly string[], all: Stacks): string[] {
  const kept = new Set([...stateful(all), ...declared(all)]);
  return listed.filter((line) => !kept.has(line));
}

describe.each(platforms)("$name", ({ name }) => {
  const file = join(import.meta.dirname, "stateful-addresses", `${name}.txt`);
  const own = Object.fromEntries(Object.entries(stacks).filter(([id]) => id.startsWith(`${name}-`)));
  const listed = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];

  test("keeps the address of everything that holds data, or says where it moved", () => {
    expect(lost(listed, own), "Terraform would delete these with their data: call stack.moved(from, to)").toEqual([]);
  });

  test("lists everything that holds data", () => {
    if (process.env.UPDATE_ADDRESSES && lost(listed, own).length === 0) {
      writeFileSync(file, `${stateful(own).join("\n")}\n`);
      return;
    }
    expect(listed, "run UPDATE_ADDRESSES=1 pnpm test to bring the list up to date").toEqual(stateful(own));
  });
});

describe("a rename", () => {
  const before = ["shop-production-data aws_db_instance.old"];
  const renamed = { resource: { aws_db_instance: { new: {} } } };

  test("fails without a move", () => {
    expect(lost(before, { "shop-production-data": renamed })).toEqual(before);
  });

  test("passes with one", () => {
    const moved = [{ from: "aws_db_instance.old", to: "aws_db_instance.new" }];

    expect(lost(before, { "shop-production-data": { ...renamed, moved } })).toEqual([]);
  });
});
