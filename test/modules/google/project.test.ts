import { type Project, projectOf, setProject } from "@modules/google/project";
import { testApp } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { expect, test } from "vitest";

const PROJECT: Project = { id: "shop-production", number: "123456789012", region: "us-central1" };

test("is the same for everything in its stack", () => {
  const stack = new TerraformStack(testApp(), "stack");
  setProject(stack, PROJECT);

  expect(projectOf(new Construct(new Construct(stack, "outer"), "inner"))).toEqual(PROJECT);
});

test("is the app's unless the stack has one of its own", () => {
  const app = testApp();
  const [east, west] = [new TerraformStack(app, "east"), new TerraformStack(app, "west")];
  setProject(app, PROJECT);
  setProject(west, { ...PROJECT, region: "us-west1" });

  expect([projectOf(east).region, projectOf(west).region]).toEqual(["us-central1", "us-west1"]);
});

test("fails when nothing states a project", () => {
  expect(() => projectOf(new TerraformStack(testApp(), "stack"))).toThrow(
    "stack: its stack must state a Google Cloud project and region; call setProject in the stack",
  );
});

test.each<[Partial<Project>, string]>([
  [{ id: "Shop" }, "stack: project.id must be a project id such as shop-production, got Shop"],
  [{ number: "shop" }, "stack: project.number must be a project number such as 123456789012, got shop"],
  [{ region: "us-central1-a" }, "stack: project.region must be a region such as us-central1, got us-central1-a"],
])("fails on %o", (project, message) => {
  expect(() => setProject(new TerraformStack(testApp(), "stack"), { ...PROJECT, ...project })).toThrow(message);
});
