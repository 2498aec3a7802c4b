import { expect, test } from "vitest";
import { moduleSources } from "../../../../commands/documents/reference/source";

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

/** Types of the props of a class below a folder. */
function typesOf(cloud: string, file: string, name: string) {
  return moduleSources(cloud, file).find((one) => one.name === name)!.types;
}

test("reads the fields of the types that props refer to, and of those that these refer to", () => {
  const types = typesOf("kubernetes", "workloads/deployment", "Deployment");

  expect(types.find(({ name }) => name === "Container")?.fields.map(({ name }) => name)).toContain("image");
  expect(types.map(({ name }) => name)).toEqual(expect.arrayContaining(["Mount", "Probe", "Toleration"]));
  expect(types.filter(({ name }) => /^I[A-Z]/.test(name))).toEqual([]);
});

test("reads the values of a type, also of one that is made of a constant", () => {
  const subnets = typesOf("aws", "network/vpc", "Vpc");
  const plan = typesOf("cloudflare", "zone/zone", "Zone").find(({ name }) => name === "Plan");

  expect(subnets.find(({ name }) => name === "NatMode")?.values).toBe('"per-zone" | "single" | "none"');
  expect(plan?.values).toBe('"free" | "pro" | "business" | "enterprise"');
});

test("merges the fields of what a type is made of into its own", () => {
  const types = typesOf("aws", "eks/eks-node-group", "EksNodeGroup");

  expect(types.map(({ name }) => name)).not.toContain("VolumePerformance");
  expect(types.find(({ name }) => name === "RootVolume")?.fields.map(({ name }) => name)).toEqual(
    expect.arrayContaining(["type", "iops", "sizeGibibytes"]),
  );
});

test.each(["aws", "google", "cloudflare", "kubernetes", "github", "hcp"])(
  "finds a sentence for each method of %s, in the class or in the interface that it implements",
  (cloud) => {
    const silent = moduleSources(cloud).flatMap(({ file, methods }) =>
      methods.filter(({ doc }) => doc.text === "").map(({ signature }) => `${file} ${signature}`),
    );

    expect(silent).toEqual([]);
  },
);
