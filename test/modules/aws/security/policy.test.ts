import { policyDocument, type Statement } from "@modules/aws/security/policy";
import { expect, test } from "vitest";

test("writes lists of one as their element, as IAM returns them", () => {
  const [read, list] = JSON.parse(
    policyDocument(
      { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::shop/*"] },
      { actions: ["s3:ListBucket", "s3:GetBucketLocation"], resources: ["arn:aws:s3:::shop"] },
    ),
  ).Statement;

  expect(read).toEqual({ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/*" });
  expect(list.Action).toEqual(["s3:ListBucket", "s3:GetBucketLocation"]);
});

test("denies every action but some, of every resource but some", () => {
  const statement: Statement = { effect: "Deny", notActions: ["iam:*"], notResources: ["arn:aws:s3:::shop"] };

  expect(JSON.parse(policyDocument(statement))).toEqual({
    Version: "2012-10-17",
    Statement: [{ Effect: "Deny", NotAction: "iam:*", NotResource: "arn:aws:s3:::shop" }],
  });
});

test("allows a statement one list of actions, and at most one of resources", () => {
  // @ts-expect-error actions exclude notActions
  const both: Statement = { actions: ["s3:GetObject"], notActions: ["s3:PutObject"], resources: ["*"] };
  // @ts-expect-error IAM refuses a statement without actions
  const none: Statement = { resources: ["*"] };
  // @ts-expect-error resources exclude notResources
  const twice: Statement = { actions: ["s3:GetObject"], resources: ["*"], notResources: ["arn:aws:s3:::shop"] };

  expect([both, none, twice].map((statement) => Object.keys(statement).length)).toEqual([3, 1, 3]);
});
