import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { publishedManifest, scoped } from "../../../commands/packages/manifest";

test("replaces the workspace's scope in names and imports", () => {
  expect(scoped('import { check } from "@modules/core/checks";', "@acme")).toBe(
    'import { check } from "@acme/core/checks";',
  );
});

test("asks for cdktf, constructs and the provider of the package as peers", () => {
  expect(publishedManifest("aws", "@acme")).toMatchObject({
    name: "@acme/aws",
    dependencies: { "@acme/core": expect.stringMatching(/^\d+\.\d+\.\d+$/) },
    peerDependencies: {
      "@cdktf/provider-aws": "^20.1.0",
      cdktf: "^0.21.0",
      constructs: expect.stringMatching(/^\^10\./),
    },
  });
});

test.each(readdirSync("modules"))("gives the versions of all that %s needs", (folder) => {
  const { dependencies, peerDependencies } = publishedManifest(folder, "@acme") as Record<
    string,
    Record<string, string>
  >;

  expect(
    Object.values({ ...dependencies, ...peerDependencies }).filter((range) => !/^\^?\d+\.\d+\.\d+$/.test(range)),
  ).toEqual([]);
});

test("offers compiled modules with their types and no sources", () => {
  expect(publishedManifest("core", "@acme").exports).toMatchObject({
    "./*": { types: "./*.d.ts", default: "./*.js" },
  });
});
