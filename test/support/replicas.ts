import { expect } from "vitest";
import { stacks } from "./stacks";

interface ReplicatedEnvironment {
  readonly name: string;
  readonly account: { readonly region: string };
  readonly database: { readonly replicas: readonly { readonly region: string }[] };
}

/** Asserts that an environment has a stack of replicas for each of their regions, and no other. */
export function expectReplicaStacks(platform: string, { name, account, database }: ReplicatedEnvironment): void {
  const prefix = `${platform}-${name}-data-`;
  const regions = new Set(database.replicas.map(({ region }) => region));
  const expected = [...regions].map((region) => `${prefix}${region === account.region ? "replica" : region}`);

  expect(
    Object.keys(stacks)
      .filter((id) => id.startsWith(prefix))
      .sort(),
  ).toEqual(expected.sort());
}
