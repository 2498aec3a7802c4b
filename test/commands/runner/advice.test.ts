import { hostname } from "node:os";
import { expect, test } from "vitest";
import { adviceFor } from "../../../commands/runner/advice";

const S3 = { bucket: "states", key: "shop/data.tfstate", dynamodb_table: "locks", region: "us-east-1" };
const JSON_OF = { terraform: { backend: { s3: S3 } } };
const advice = (output: string, json: object = JSON_OF) => adviceFor("shop-data", output, json);

test("names the lock to release", () => {
  const output = "Error: Error acquiring the state lock\n\nLock Info:\n  ID:        f00d-1\n  Path:      states/a";

  expect(advice(output)).toBe("If the process of the holder is gone, run `pnpm unlock shop-data f00d-1`.");
  expect(advice(`${output}\n  Who:       somebody@elsewhere`)).not.toContain("on this machine");
});

test("says that a lock may be the command's own when it was taken on this machine", () => {
  const output = `Error: Error acquiring the state lock\n\nLock Info:\n  ID:        f00d-1\n  Who:       somebody@${hostname()}\n  Version:   1.11.4`;

  expect(advice(output)).toContain("or this command itself, when the answer to its request was lost");
});

test("says to log in again when credentials have expired", () => {
  expect(advice("api error ExpiredToken: The provided token has expired.")).toContain("Log in again");
});

test("says to log in when the machine has no credentials", () => {
  expect(advice("Error: No valid credential sources found\n\nPlease see https://registry.terraform.io")).toContain(
    "Log in, such as with `aws sso login`, set AWS_PROFILE",
  );
});

test("says how a kept state is written, before everything else", () => {
  const output = "Error: Failed to save state\n\nExpiredToken\n\nError: Failed to persist state to backend";

  expect(advice(output)).toContain("then `pnpm recover shop-data`");
});

test("names the versions and the digest of a state that is not the newest", () => {
  expect(advice("state data in S3 does not have the expected content")).toMatch(
    /list-object-versions --bucket states --prefix shop\/data\.tfstate[\s\S]*delete-item --table-name locks .*"states\/shop\/data\.tfstate-md5"/,
  );
});

test("says how to continue after a provider crashed", () => {
  expect(advice("Error: Plugin did not respond")).toContain("plan and apply again");
});

test("says nothing about errors that Terraform explains", () => {
  expect(advice("Error: Unsupported argument")).toBeUndefined();
});
