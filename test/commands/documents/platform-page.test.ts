import { expect, test } from "vitest";
import { platformPage } from "../../../commands/documents/platform-page";
import { prepared } from "../../support/stacks";

const page = platformPage("lp", "LP", prepared);
const rowOf = (stack: string) => page.split("\n").find((line) => line.startsWith(`| [${stack}](`))!;

test("lists the environments, production first", () => {
  const names = [...page.matchAll(/^\| \[(\w+)\]\(\.\.\/\.\.\/environments\/lp\/\w+\.ts\)/gm)].map(([, name]) => name);

  expect(names).toEqual(["production", "development"]);
});

test("lists each stack once, a producer before its consumers", () => {
  const names = [...page.matchAll(/^\| \[([\w-]+)\]\((?:aws|google|cloudflare|cluster|\.\.\/shared)\//gm)].map(
    ([, name]) => name,
  );

  expect(new Set(names).size).toBe(names.length);
  expect(names.indexOf("network")).toBeLessThan(names.indexOf("kubernetes"));
});

test("says what a stack is, in which file it is and which stacks it reads", () => {
  expect(rowOf("kubernetes")).toMatch(
    /^\| \[kubernetes\]\(aws\/kubernetes\.ts\) \| \w.+\. \| \d+ \/ \d+ \| .*network.* \|$/,
  );
  expect(rowOf("google-kubernetes")).toContain("(google/kubernetes.ts)");
});

test("shows a dash where an environment lacks a stack", () => {
  expect(rowOf("google-data")).toMatch(/\| \d+ \/ - \|/);
});

test("lists each public name once", () => {
  const hosts = [...page.split("## Entry points")[1]!.matchAll(/^\| ([a-z.*/-]+\.[a-z]+\S*) \|/gm)].map(
    ([, host]) => host,
  );

  expect(hosts).toContain("api.lp-system.com");
  expect(new Set(hosts).size).toBe(hosts.length);
});

test("lists the platform's runbooks and those of all platforms", () => {
  expect(page).toContain("(../../runbooks/lp/gateway.md)");
  expect(page).toContain("(../../runbooks/cloudflare-zone.md)");
});
