import { factsOf, setFacts } from "@modules/checks/facts";
import { testApp, testStack } from "@modules/testing/synth";
import { Construct } from "constructs";
import { expect, test } from "vitest";

test("has no facts by default", () => {
  expect(factsOf(testStack(testApp()))).toEqual({});
});

test("inherits the facts of outer scopes, and the nearest scope wins", () => {
  const app = testApp();
  const group = new Construct(app, "group");
  setFacts(app, { networkGroup: "all", protectsData: true });
  setFacts(group, { networkGroup: "production" });

  expect(factsOf(new Construct(group, "inner"))).toEqual({ networkGroup: "production", protectsData: true });
});

test("replaces the facts of a construct", () => {
  const app = testApp();
  setFacts(app, { protectsData: true });
  setFacts(app, { networkGroup: "all" });

  expect(factsOf(app)).toEqual({ networkGroup: "all" });
});
