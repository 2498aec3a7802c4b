import { expect, test } from "vitest";
import { z } from "zod";
import { checkedEnvironments } from "../../app/environments";
import { type Platform, platform } from "../../stacks/base/platform";
import { platforms } from "../../stacks/platforms";
import { OWNER } from "../support/environment";

const FOLDER = "environments/freeagentics";

/** A platform with one environment, in the folder of an existing platform. */
const shop: Platform = {
  name: "freeagentics",
  schema: z.object({ name: z.string() }),
  owner: OWNER,
  environments: [],
  define: () => {},
};

function shopWith(name: "staging" | "production", data: unknown): Platform {
  return { ...shop, environments: [{ name, file: `${FOLDER}/${name}.ts`, data }] };
}

test("checks every environment of every platform", () => {
  const names = checkedEnvironments(platforms).map(({ environment }) => `${environment.platform} ${environment.name}`);

  expect(names).toEqual(
    platforms.flatMap(({ name, environments }) => environments.map((one) => `${name} ${one.name}`)),
  );
});

test("fails when a copied file still has the name of the environment it was copied from", () => {
  expect(() => checkedEnvironments([shopWith("staging", { name: "development" })])).toThrow(
    'environments/freeagentics/staging.ts: name: must be "staging", as the file is called, got "development"',
  );
});

test("fails when a copied file still exports the constant of the file it was copied from", () => {
  // The bundler treats an exported name that the file does not have as a type, and removes it.
  const copied = platform({ ...shop, name: "shop", environments: {} });

  expect(() => checkedEnvironments([copied])).toThrow(
    /^environments\/shop\/staging\.ts: must export a constant staging, as the file is called, got none; export it from environments\/shop\/all\.ts too, or take staging out of environments\/shop\/owner\.ts$/,
  );
});

test("fails with one line when a file is neither exported with the others nor known to the owner", () => {
  const { environments } = platform({ ...shop, owner: { ...OWNER, environments: {} }, environments: {} });
  const forgotten = environments.filter(({ name }) => name === "development");

  expect(() =>
    checkedEnvironments([{ ...shop, owner: { ...OWNER, environments: {} }, environments: forgotten }]),
  ).toThrow(
    /^environments\/freeagentics\/development\.ts: must be exported from environments\/freeagentics\/all\.ts and have values in environments\/freeagentics\/owner\.ts, got neither; add development to both, or delete the file$/,
  );
});

test("fails with one line when the owner has no values for an environment", () => {
  expect(() => checkedEnvironments([shopWith("production", { account: { id: undefined } })])).toThrow(
    /^environments\/freeagentics\/owner\.ts: environments: must have values for production, got staging; add production$/,
  );
});
