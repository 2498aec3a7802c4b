import { expect, test } from "vitest";
import { classesOf, unapproved } from "../../../commands/runner/rules";
import { savedPlan } from "../../support/plans";

const DEVELOPMENT = new Map([["data", ["outputs", "moves", "additions"] as const]]);

test("lets nothing through where the environment names no class", () => {
  expect(unapproved([savedPlan("data", [{ action: "add" }])])).toEqual([
    { id: "data", address: "aws_vpc.main", classes: ["additions"] },
  ]);
});

test("lets through what the environment names, and counts every reason to read a change", () => {
  const addition = savedPlan("data", [{ action: "add" }, { action: "move" }], { outputs: ["id"] });
  const exposed = savedPlan("data", [{ action: "add", attention: ["exposure"] }, { action: "change" }]);

  expect(unapproved([addition], DEVELOPMENT)).toEqual([]);
  expect(unapproved([exposed], DEVELOPMENT).map(({ classes }) => classes)).toEqual([["exposure"], ["changes"]]);
});

test("counts outputs as a class of their own", () => {
  expect(unapproved([savedPlan("dns", [], { outputs: ["id"] })], DEVELOPMENT)).toEqual([
    { id: "dns", classes: ["outputs"] },
  ]);
});

test("has no class that lets data be lost", () => {
  expect(classesOf({ action: "destroy", attention: ["data"] })).toEqual(["removals", "data"]);
});
