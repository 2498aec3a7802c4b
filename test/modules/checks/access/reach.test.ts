import { reachOf, reachOfNamed } from "@modules/checks/access/reach";
import type { RoleAccess } from "@modules/checks/access/roles";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";

const ROLE = "arn:aws:iam::111122223333:role/shop/web";
const OBJECT = "arn:aws:s3:::uploads/any";
const allow = (Resource: string, rest: Json = {}) => ({ Effect: "Allow", Action: "s3:GetObject", Resource, ...rest });

function read(own: readonly Json[], { boundary, resource }: { boundary?: Json; resource?: Json } = {}) {
  const policies = own.map((statement) => ({ Statement: [statement] }));
  return reachOf({ arn: ROLE, policies, boundary } as unknown as RoleAccess, "s3:GetObject", OBJECT, resource)
    ?.conditions;
}

test("reaches what a policy allows, always, under conditions or in part", () => {
  expect(read([allow("arn:aws:s3:::uploads/*")])).toEqual([]);
  expect(read([allow("arn:aws:s3:::uploads/*", { Condition: { Bool: { "aws:SecureTransport": "true" } } })])).toEqual([
    "aws:SecureTransport",
  ]);
  expect(read([allow("arn:aws:s3:::uploads/faces/*")])).toEqual(["only faces/*"]);
  expect(read([allow("arn:aws:s3:::uploads/faces/*"), allow("*")])).toEqual([]);
});

test("reaches nothing that is not allowed, or denied without conditions", () => {
  const denied = { Effect: "Deny", Action: "s3:*", Resource: "*" };

  expect(read([])).toBeUndefined();
  expect(read([allow("arn:aws:s3:::others/*")])).toBeUndefined();
  expect(read([allow("*"), denied])).toBeUndefined();
  expect(read([allow("*"), { ...denied, Condition: { Null: { "aws:TokenIssueTime": "true" } } }])).toEqual([]);
  expect(read([allow("*")], { boundary: { Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] } })).toBe(
    undefined,
  );
});

test("counts what the policy of a resource says about the role, and names others", () => {
  const resource = {
    Statement: [
      { ...allow("*"), Principal: { AWS: ROLE } },
      {
        ...allow("*"),
        Principal: { Service: "logs.amazonaws.com" },
        Condition: { StringEquals: { "aws:SourceAccount": "1" } },
      },
      { ...allow("*"), Principal: "*", Condition: { StringEquals: { "kms:CallerAccount": "1" } } },
    ],
  };

  expect(read([], { resource })).toEqual([]);
  expect(Object.fromEntries(reachOfNamed(resource, "s3:GetObject", OBJECT))).toEqual({
    anybody: { conditions: ["kms:CallerAccount"] },
    "service logs.amazonaws.com": { conditions: ["aws:SourceAccount"] },
  });
});
