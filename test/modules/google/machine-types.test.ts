import { machineTypeProblem } from "@modules/google/machine-types";
import { expect, test } from "vitest";

test.each(["e2-medium", "c2-standard-8", "n2-custom-4-8192", "custom-2-4096"])("accepts %s", (type) => {
  expect(machineTypeProblem(type)).toBeUndefined();
});

test("fails for a type that Compute Engine does not have", () => {
  expect(machineTypeProblem("e2-standard-5")).toBe(
    "must be a machine type of Compute Engine; did you mean e2-standard-2?",
  );
  expect(machineTypeProblem("large")).toBe(
    "must be a machine type of Compute Engine; series are in modules/google/machine-types.ts; add a newer one there",
  );
});
