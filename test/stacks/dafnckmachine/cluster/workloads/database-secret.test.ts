import type { Json } from "@modules/checks/json";
import { POSTGRES_PORT } from "@modules/core/ports";
import { expect, test } from "vitest";
import { staging } from "../../../../../environments/dafnckmachine/staging";
import { manifest } from "../objects";

function keys({ data }: Json): string[] {
  return data.map(({ secretKey }: Json) => secretKey);
}

test("takes the whole URL from a secret that the platform rotates", () => {
  const { spec } = manifest("ExternalSecret", "database-secret");

  expect(keys(spec)).toEqual(["url", "username", "password"]);
  expect(spec.target.template).toBeUndefined();
});

test("builds the URL from the user and password of a secret that RDS manages", () => {
  const { spec } = manifest("ExternalSecret", "database-secret", "staging");

  expect(staging.database.replicas).toEqual([]);
  expect(keys(spec)).toEqual(["username", "password"]);
  expect(spec.target.template.mergePolicy).toBe("Merge");
  expect(spec.target.template.data.url).toMatch(
    new RegExp(
      `^postgresql://\\{\\{ \\.username }}:\\{\\{ \\.password \\| urlquery }}@\\$\\{.*}:${POSTGRES_PORT}/dafnckmachine\\?sslmode=require$`,
    ),
  );
});
