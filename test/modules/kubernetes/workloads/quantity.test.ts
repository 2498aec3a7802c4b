import { quantity } from "@modules/kubernetes/workloads/quantity";
import { expect, test } from "vitest";

test.each([
  ["250m", 0.25],
  ["2", 2],
  ["0.5", 0.5],
  ["1k", 1000],
  ["512Mi", 536_870_912],
  ["1Gi", 1_073_741_824],
])("reads %s", (text, value) => {
  expect(quantity(text)).toBe(value);
});

test.each(["", "Mi", "512mb", "-1", "1 Gi", "2e3"])("fails to read %j", (text) => {
  expect(quantity(text)).toBeNaN();
});
