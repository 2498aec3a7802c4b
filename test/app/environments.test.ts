import { expect, test } from "vitest";
import { checkedEnvironments } from "../../app/environments";
import { type Platform, platform } from "../../stacks/base/platform";
import { platforms } from "../../stacks/platforms";

const freeagentics = platforms.find(({ name }) => name === "freeagentics")!;
const [development] = freeagentics.environments;
/** The type of a platform's data is that of no environment in particular. */
const production = freeagentics.environments.find(({ name }) => name === "production")!.data as never;

function copiedTo(name: "staging", owner = freeagentics.owner, data: unknown = development!.data): Platform {
  return { ...freeagentics, owner, environments: [{ name, file: `environments/freeagentics/${name}.ts`, data }] };
}

test("checks every environment of every platform", () => {
  const names = checkedEnvironments(platforms).map(({ environment }) => `${environment.platform} ${environment.name}`);

  expect(names).toEqual(
    platforms.flatMap(({ name, environments }) => environments.map((one) => `${name} ${one.name}`)),
  );
});

test("fails when a copied file still has the name of the environment it was copied from", () => {
  expect(() => checkedEnvironments([copiedTo("staging")])).toThrow(
    'environments/freeagentics/staging.ts: name: must be "staging", as the file is called, got "development"',
  );
});

test("fails when a copied file still exports the constant of the file it was copied from", () => {
  const { production: values } = freeagentics.owner.environments;
  const owner = { ...freeagentics.owner, environments: { production: values!, staging: values! } };
  // The bundler takes an exported name that the file does not have for a type, and leaves it out.
  const copied = platform({ ...freeagentics, name: "shop", owner, environments: { production } });

  expect(() => checkedEnvironments([copied])).toThrow(
    /^environments\/shop\/staging\.ts: must export a constant staging, as the file is called, got none; export it from environments\/shop\/all\.ts too, or take staging out of environments\/shop\/owner\.ts$/,
  );
});

test("fails with one line when a file is neither exported with the others nor known to the owner", () => {
  const forgotten = "environments/freeagentics/development.ts";
  const owner = { ...freeagentics.owner, environments: {} };
  const copied = platform({ ...freeagentics, owner, environments: {} });
  const environments = copied.environments.filter(({ file }) => file === forgotten);

  expect(() => checkedEnvironments([{ ...copied, environments }])).toThrow(
    /^environments\/freeagentics\/development\.ts: must be exported from environments\/freeagentics\/all\.ts and have values in environments\/freeagentics\/owner\.ts, got neither; add development to both, or delete the file$/,
  );
});

test("fails with one line when the owner has no values for an environment", () => {
  const { production: values, development: others } = freeagentics.owner.environments;
  const owner = { ...freeagentics.owner, environments: { production: values!, development: others! } };
  const data = { ...(development!.data as object), name: "staging", account: { id: undefined, region: "us-east-1" } };

  expect(() => checkedEnvironments([copiedTo("staging", owner, data)])).toThrow(
    /^environments\/freeagentics\/owner\.ts: environments: must have values for staging, got production, development; add staging$/,
  );
});
