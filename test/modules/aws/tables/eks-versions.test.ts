import { eksVersionProblem } from "@modules/aws/tables/eks-versions";
import { expect, test } from "vitest";

test("accepts a version that EKS supports", () => {
  expect(eksVersionProblem("1.35")).toBeUndefined();
});

test.each(["1.99", "latest", "toString"])("names the supported versions in place of %s", (version) => {
  expect(eksVersionProblem(version)).toMatch(
    /^must be 1\.\d+( or 1\.\d+)*; take one of these, or add a newer one to modules\/aws\/tables\/eks-versions\.ts$/,
  );
});
