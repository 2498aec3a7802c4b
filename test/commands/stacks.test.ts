import { expect, test } from "vitest";
import { s3StateOf } from "../../commands/stacks";
import { development } from "../../environments/lp/development";
import { lpSchema } from "../../environments/lp/rules";
import { HCP_STATE } from "../support/environment";

const environment = lpSchema.parse(development);
const file = "environments/lp/development.ts";

test("returns the state in S3", () => {
  expect(s3StateOf({ file, environment }, "")).toEqual(environment.state);
});

test("fails when HCP Terraform keeps the state, with the file and the fix", () => {
  const hcp = { ...environment, state: HCP_STATE };

  expect(() => s3StateOf({ file, environment: hcp }, "leave it out")).toThrow(
    "environments/lp/development.ts: state.backend must be s3, got hcp; leave it out",
  );
});
