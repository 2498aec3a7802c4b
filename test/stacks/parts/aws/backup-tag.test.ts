import { expect, test } from "vitest";
import { volumeTag } from "../../../../stacks/parts/aws/backup-tag";
import { testEnvironment } from "../../../support/environment";

test("tells the environments of an account apart, so that no plan backs up the volumes of another", () => {
  const [staging, production] = (["staging", "production"] as const).map((name) => volumeTag(testEnvironment(name)));

  expect(staging).toEqual({ tag: "BackupPlan", value: "lp-daily-volumes-staging" });
  expect(production).not.toEqual(staging);
});
