import { uniqueNameFaults } from "@modules/checks/checks/unique-names";
import { prepare } from "@modules/checks/prepare";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { expect, test } from "vitest";
import { build } from "../../app/build";
import { checkedEnvironments } from "../../app/environments";
import { multiply } from "../../bench/multiply";
import { platforms } from "../../stacks/platforms";

disableStackTraces();

const once = checkedEnvironments(platforms).map(({ environment }) => environment);
const thrice = checkedEnvironments(multiply(platforms, 3)).map(({ environment }) => environment);

test("changes nothing for one copy", () => {
  expect(checkedEnvironments(multiply(platforms, 1)).map(({ environment }) => environment)).toEqual(once);
});

test("gives every copy its own name, account and state", () => {
  expect(thrice).toHaveLength(3 * once.length);
  for (const unique of [
    thrice.map(({ platform, name }) => `${platform} ${name}`),
    thrice.map(({ account }) => account.id),
    thrice.map(({ state }) => (state.backend === "s3" ? state.bucket : `${state.organization} ${state.project}`)),
  ]) {
    expect(new Set(unique)).toHaveProperty("size", thrice.length);
  }
});

test("gives every copy unique physical names", () => {
  // One environment of each platform: names of different environments are unique in any number of copies.
  const single = platforms.map((platform) => ({ ...platform, environments: platform.environments.slice(0, 1) }));

  expect(uniqueNameFaults(prepare(build(checkedEnvironments(multiply(single, 2)))))).toEqual([]);
});

test("checks copies against the schema of their platform", () => {
  const [platform] = platforms;
  const broken = { ...platform!, environments: [{ name: "production" as const, file: "broken.ts", data: {} }] };

  expect(() => checkedEnvironments(multiply([broken], 2))).toThrow("broken.ts: platform:");
});
