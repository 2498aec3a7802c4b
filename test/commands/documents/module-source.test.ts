import { expect, test } from "vitest";
import { moduleSources } from "../../../commands/documents/module-source";

const modules = moduleSources("cloudflare");
const named = (name: string) => modules.find((module) => module.name === name)!;

test("reads props with their types, defaults and doc comments", () => {
  const { props } = named("DnsRecord");

  expect(props.find(({ name }) => name === "name")).toMatchObject({ optional: false, type: "string" });
  expect(props.filter(({ optional }) => optional).every(({ doc }) => doc.default !== undefined)).toBe(true);
});

test("reads public attributes and methods only", () => {
  const { attributes, methods } = named("ZoneRules");

  expect(attributes.map(({ name }) => name)).toContain("plan");
  expect([...attributes.map(({ name }) => name), ...methods.map(({ signature }) => signature)].join()).not.toMatch(
    /private|#/,
  );
});

test("finds every exported construct of the package", () => {
  expect(modules.map(({ name }) => name)).toEqual(expect.arrayContaining(["Zone", "LoadBalancer", "RateLimit"]));
  expect(modules.every(({ doc }) => doc.text !== "")).toBe(true);
});

test("reads the example beside a module", () => {
  const queue = moduleSources("aws", "messaging").find(({ name }) => name === "Queue")!;

  expect(queue.example?.text).toContain("new Queue(scope");
  expect(queue.example?.doc.text).toMatch(/^A queue/);
});

test("lists the props of a union, with the types of all its members", () => {
  const { props } = moduleSources("aws", "storage/volume").find(({ name }) => name === "Volume")!;

  expect(props.find(({ name }) => name === "type")).toMatchObject({ type: '"gp3" | "io2"', optional: true });
  expect(props.find(({ name }) => name === "sizeGibibytes")).toMatchObject({ type: "number", optional: false });
});
