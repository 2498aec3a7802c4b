import { describe, expect, test } from "vitest";
import { administrators, buckets } from "../../../commands/diagnose/names";
import { withPrograms } from "../../support/programs";
import { checked, named } from "./environments.fixture";

const { id } = checked.environment.account;

describe("names of buckets", () => {
  const stack = {
    resource: {
      aws_s3_bucket: { mine: { bucket: "mine" }, later: { bucket: "later" }, made: { bucket: "${local.x}" } },
    },
  };
  /**
   * A fake S3 in which one bucket belongs to this account, one name is free, and `other` belongs to another customer.
   */
  const s3 = withPrograms({
    aws: `case "$*" in
      *"--bucket mine "*) exit 0;;
      *"--bucket later "*) echo 'An error occurred (404) when calling the HeadBucket operation: Not Found'; exit 254;;
      *"--bucket other "*) echo 'An error occurred (403) when calling the HeadBucket operation: Forbidden'; exit 254;;
      *) echo 'Token expired'; exit 255;;
    esac`,
  });

  test("may be free or this account's", async () => {
    expect(await buckets(checked, [stack], s3)).toMatchObject({ faults: [], skipped: undefined });
  });

  test("are refused when another customer has them", async () => {
    const taken = { resource: { aws_s3_bucket: { it: { bucket: "other" } } } };

    expect((await buckets(checked, [stack, taken], s3)).faults).toEqual([
      expect.stringContaining(`the bucket name other must be free or of account ${id}`),
    ]);
  });

  test("are left out when S3 does not answer", async () => {
    const unknown = { resource: { aws_s3_bucket: { it: { bucket: "unknown" } } } };

    expect(await buckets(checked, [unknown], s3)).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await buckets(checked, [stack], { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});

describe("roles of administrators", () => {
  const answer = (script: string) => administrators(checked, withPrograms({ aws: script }));

  test("have to exist, because EKS refuses access for others", async () => {
    expect((await answer("echo '{}'"))!.faults).toEqual([]);
    expect((await answer("echo 'An error occurred (NoSuchEntity)'; exit 254"))!.faults).toEqual([
      `${checked.file}: the role platform-administrator must exist in account ${id}, got none; create it, or name another in administrators of owner.ts`,
    ]);
  });

  test("do not matter where the environment names none", async () => {
    const without = named("freeagentics-production");

    expect(await administrators(without, withPrograms({ aws: "exit 1" }))).toBeUndefined();
  });

  test("are left out when IAM does not answer", async () => {
    expect(await answer("echo 'Token expired'; exit 255")).toMatchObject({ faults: [], skipped: "Token expired" });
    expect(await administrators(checked, { PATH: "/nowhere" })).toMatchObject({ skipped: expect.any(String) });
  });
});
