import type { IKey } from "@modules/aws/security/key";
import { expect, test } from "vitest";
import type { Environment } from "../../../../environments/schema/environment";
import { secretSettings } from "../../../../stacks/parts/aws/secret-settings";

const key = { arn: "arn:aws:kms:us-west-2:111122223333:key/1" } as IKey;
const recovery = { region: "us-west-2" };
const settings = (environment: object, recoveryKey?: IKey) =>
  secretSettings({ deletionProtection: true, ...environment } as Environment, recoveryKey);

test("replicates to the standby's region where both the standby and its key exist", () => {
  expect(settings({ recovery }, key).replicas).toStrictEqual({ "us-west-2": key });
  expect(settings({ recovery }).replicas).toStrictEqual({});
  expect(settings({}, key).replicas).toStrictEqual({});
});

test.each([
  [true, 30],
  [false, 0],
])("with deletion protection %s, keeps a deleted secret for %i days", (deletionProtection, recoveryDays) => {
  expect(settings({ deletionProtection })).toMatchObject({ deletionProtection, recoveryDays });
});
