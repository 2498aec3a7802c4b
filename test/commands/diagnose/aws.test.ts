import { expect, test } from "vitest";
import { identity, locks, remainingTime, stateBackend } from "../../../commands/diagnose/aws";
import { HCP_STATE } from "../../support/environment";
import { withPrograms } from "../../support/programs";
import { checked } from "./environments.fixture";

const { id } = checked.environment.account;

function identified(accountId: string): string {
  return `case "$1" in sts) echo '{"Account":"${accountId}","Arn":"arn:aws:iam::${accountId}:user/me"}'; exit;; esac`;
}

test("refuses credentials of another account", async () => {
  const { faults } = await identity(checked, withPrograms({ aws: identified("999999999999") }));

  expect(faults).toEqual([
    `lp-production: the credentials must be of account ${id}, got 999999999999 (arn:aws:iam::999999999999:user/me); set AWS_PROFILE to a profile of that account`,
  ]);
});

/** The environment with its state in HCP Terraform. */
const inHcp = {
  ...checked,
  environment: {
    ...checked.environment,
    state: HCP_STATE,
  },
} as typeof checked;

test("says what to do when the state's bucket or the lock table do not answer", async () => {
  const found = await stateBackend(checked, withPrograms({ aws: "echo 'Not Found'; exit 1" }));

  expect(found!.faults.map((fault) => fault.replace(/^.*?got: /, ""))).toEqual([
    "Not Found; run `pnpm bootstrap lp-production` if the account is new",
    "Not Found; run `pnpm bootstrap lp-production` if the account is new",
  ]);
  expect((await stateBackend(checked, withPrograms({ aws: "echo {}" })))!.faults).toEqual([]);
});

test("asks for no bucket and for no locks where HCP Terraform keeps the state", async () => {
  const refused = withPrograms({ aws: "echo unexpected; exit 1" });

  expect(await stateBackend(inHcp, refused)).toBeUndefined();
  expect(await locks(inHcp, refused)).toBeUndefined();
});

test("accepts credentials of the account", async () => {
  expect(await identity(checked, withPrograms({ aws: identified(id) }))).toEqual({
    subject: `AWS account of lp-production: ${id} as arn:aws:iam::${id}:user/me`,
    faults: [],
  });
});

test("says when credentials are refused, and when there is no AWS CLI", async () => {
  expect((await identity(checked, withPrograms({ aws: "echo 'Token expired'; exit 255" }))).faults.join()).toMatch(
    /must accept the credentials of this machine, got: Token expired; log in/,
  );
  expect(await identity(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: "the AWS CLI is not installed" });
});

test("refuses credentials that end before the stacks are done", async () => {
  const env = withPrograms({ aws: `echo '{ "Expiration": "2026-01-01T10:20:00+00:00" }'` });
  const at = (time: string, count: number) => remainingTime(checked, count, env, Date.parse(time));

  expect((await at("2026-01-01T10:00:00Z", 30)).faults).toEqual([
    "lp-production: the credentials must last 40 minutes for 30 stacks, got 20; log in again, such as with `aws sso login`, or name fewer stacks",
  ]);
  expect(await at("2026-01-01T10:00:00Z", 5)).toEqual({
    subject: "time that the credentials of lp-production last: 20 minutes",
    faults: [],
  });
  expect((await at("2026-01-01T11:00:00Z", 5)).faults.join()).toContain("got 0");
});

test("does not check the time of credentials without an end", async () => {
  const endless = withPrograms({ aws: `echo '{ "AccessKeyId": "x" }'` });

  expect(await remainingTime(checked, 5, endless)).toMatchObject({ faults: [], skipped: expect.any(String) });
  expect(await remainingTime(checked, 5, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
});

test("lists held locks with holder, time and the command to release them", async () => {
  const info = {
    ID: "f00d",
    Who: "me@laptop",
    Created: "2026-01-01 10:00:00.123456789 +0000 UTC",
    Path: "b/lp/production/data.tfstate",
    Operation: "OperationTypeApply",
  };
  const items = JSON.stringify({ Items: [{ Info: { S: JSON.stringify(info) } }] });

  const now = Date.parse("2026-01-01T13:30:00Z");
  expect((await locks(checked, withPrograms({ aws: `echo '${items}'` }), now))!.faults).toEqual([
    "b/lp/production/data.tfstate is locked by me@laptop since 2026-01-01 10:00:00.123456789 +0000 UTC, for 3 hours (OperationTypeApply); if that process is gone, run `pnpm unlock STACK f00d`",
  ]);
});
