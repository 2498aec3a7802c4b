import { describe, expect, test } from "vitest";
import { chooseEnvironments, groupNames } from "../../app/choose";
import { type CheckedEnvironment, checkedEnvironments, environmentName } from "../../app/environments";
import { platforms } from "../../stacks/platforms";

const all = checkedEnvironments(platforms);

const chosen = (filters: readonly string[], environments: readonly CheckedEnvironment[] = all) =>
  chooseEnvironments(filters, environments).names;

describe("chooseEnvironments", () => {
  test.each<[filters: string[], names: string[]]>([
    [["lp-production"], ["lp-production"]],
    [["lp-production-*"], ["lp-production"]],
    [["lp-production-data*"], ["lp-production"]],
    [["lp-production-network"], ["lp-production"]],
    [["lp"], ["lp-development", "lp-production"]],
    [["lp-*-data"], ["lp-development", "lp-production"]],
    [["lp-dev*"], ["lp-development"]],
    [
      ["freeagentics-development", "lp-production-dns"],
      ["freeagentics-development", "lp-production"],
    ],
  ])("takes the environments of %s", (filters, names) => {
    expect(chosen(filters)).toEqual(names);
  });

  test.each([
    ["without a filter", []],
    ["for a pattern that any may match", ["*-production-*"]],
    ["beside a name that is of none", ["lp-production", "lp-prodction"]],
    ["when all are named", ["dafnckmachine", "freeagentics", "lp", "phoenix-rooivalk"]],
  ])("takes all %s", (_, filters) => {
    expect(chooseEnvironments(filters, all)).toEqual({ environments: all });
  });

  test("adds those that share an account with a named one, whose quotas they share", () => {
    const [development, production] = all.filter(({ platform }) => platform.name === "lp") as [
      CheckedEnvironment,
      CheckedEnvironment,
    ];
    const neighbour = {
      ...development,
      environment: { ...development.environment, account: production.environment.account },
    };

    expect(chosen(["lp-production"], [...all.filter((one) => one !== development), neighbour])).toEqual([
      "lp-production",
      "lp-development",
    ]);
  });

  test("adds those that share a project of Google Cloud with a named one", () => {
    const other = all.find((one) => environmentName(one) === "freeagentics-development")!;
    const { google } = all.find((one) => environmentName(one) === "lp-production")!.environment as never;
    const neighbour = { ...other, environment: { ...other.environment, google } };

    expect(chosen(["lp-production"], [...all.filter((one) => one !== other), neighbour])).toEqual([
      "lp-production",
      "freeagentics-development",
    ]);
  });
});

test("names each platform once, and each environment", () => {
  expect(groupNames(all)).toHaveLength(platforms.length + all.length);
  expect(groupNames(all)).toEqual(expect.arrayContaining(["lp", "lp-production"]));
});
