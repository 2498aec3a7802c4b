import { type AccessPolicies, type AccessRequest, decisionOf, isAllowed } from "@modules/checks/access/evaluate";
import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";

const allow = (rest: Json) => ({ Statement: [{ Effect: "Allow", Resource: "*", ...rest }] });
const deny = (rest: Json) => ({ Statement: [{ Effect: "Deny", Resource: "*", ...rest }] });
const READ = { action: "s3:GetObject", resource: "arn:aws:s3:::shop/orders.csv" };

const TRUTH: readonly (readonly [string, readonly Json[], AccessRequest, boolean])[] = [
  ["nothing without an Allow", [], READ, false],
  ["an action by its name, in any case", [allow({ Action: "S3:getobject" })], READ, true],
  ["an action by wildcards", [allow({ Action: ["ec2:*", "s3:Get*"] })], READ, true],
  ["no other action", [allow({ Action: "s3:GetObjectVersio?" })], READ, false],
  ["all but the actions of NotAction", [allow({ NotAction: "iam:*" })], READ, true],
  ["none of the actions of NotAction", [allow({ NotAction: "s3:*" })], READ, false],
  ["a resource by wildcards", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop/*" })], READ, true],
  ["no other resource", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::shop" })], READ, false],
  ["no resource in another case", [allow({ Action: "s3:*", Resource: "arn:aws:s3:::Shop/*" })], READ, false],
  ["nothing that a Deny matches", [allow({ Action: "*" }), deny({ Action: "s3:GetObject" })], READ, false],
  [
    "what the NotResource of a Deny leaves out",
    [allow({ Action: "*" }), { Statement: { Effect: "Deny", Action: "s3:*", NotResource: "arn:aws:s3:::shop/*" } }],
    READ,
    true,
  ],
  [
    "a condition that holds",
    [allow({ Action: "*", Condition: { StringEquals: { "aws:RequestedRegion": ["eu-west-1", "us-east-1"] } } })],
    { ...READ, context: { "aws:RequestedRegion": "us-east-1" } },
    true,
  ],
  [
    "no condition on a key that is missing",
    [allow({ Action: "*", Condition: { StringLike: { "kms:ViaService": "*" } } })],
    READ,
    false,
  ],
  [
    "a condition with IfExists on a key that is missing",
    [allow({ Action: "*", Condition: { ArnLikeIfExists: { "aws:SourceArn": "arn:aws:s3:::x" } } })],
    READ,
    true,
  ],
  [
    "nothing that a negated condition denies for a key that is missing",
    [allow({ Action: "*" }), deny({ Action: "*", Condition: { StringNotEquals: { "aws:ResourceTag/A": "b" } } })],
    READ,
    false,
  ],
  [
    "nothing without TLS, when a Deny says so",
    [allow({ Action: "*" }), deny({ Action: "*", Condition: { Bool: { "aws:SecureTransport": "false" } } })],
    { ...READ, context: { "aws:SecureTransport": "false" } },
    false,
  ],
];

test.each(TRUTH)("allows %s by the policies of an identity", (_, policies, request, expected) => {
  expect(isAllowed({ policies }, request)).toBe(expected);
});

test("allows what both the policies and the boundary allow, and nothing that the boundary denies", () => {
  const policies = [JSON.stringify(allow({ Action: "*" }))];

  expect(isAllowed({ policies, boundary: allow({ Action: "s3:*" }) }, READ)).toBe(true);
  expect(isAllowed({ policies, boundary: allow({ Action: "ec2:*" }) }, READ)).toBe(false);
  expect(isAllowed({ policies: [], boundary: allow({ Action: "s3:*" }) }, READ)).toBe(false);
  expect(isAllowed({ policies, boundary: { Statement: [...deny({ Action: "*" }).Statement] } }, READ)).toBe(false);
});

const TAGGED = { ...READ, context: { "aws:PrincipalTag/Team": "shop", "aws:ResourceTag/Team": "shop" } };
const when = (Condition: Json) => [allow({ Action: "*", Condition })];
const at = (key: string, value: string | readonly string[]): AccessRequest => ({ ...READ, context: { [key]: value } });

const CONDITIONS: readonly (readonly [string, Json, AccessRequest, boolean])[] = [
  ["StringEquals with a value", { StringEquals: { "aws:ResourceTag/Team": "shop" } }, TAGGED, true],
  ["StringEquals in another case", { StringEquals: { "aws:ResourceTag/Team": "Shop" } }, TAGGED, false],
  ["a key in another case", { StringEquals: { "AWS:resourcetag/team": "shop" } }, TAGGED, true],
  ["StringEqualsIgnoreCase", { StringEqualsIgnoreCase: { "aws:ResourceTag/Team": "SHOP" } }, TAGGED, true],
  ["StringNotEqualsIgnoreCase", { StringNotEqualsIgnoreCase: { "aws:ResourceTag/Team": "SHOP" } }, TAGGED, false],
  ["StringNotLike", { StringNotLike: { "aws:ResourceTag/Team": ["a*", "b*"] } }, TAGGED, true],
  ["a variable", { StringEquals: { "aws:ResourceTag/Team": "${aws:PrincipalTag/Team}" } }, TAGGED, true],
  ["a variable without a value", { StringEquals: { "aws:ResourceTag/Team": "${aws:username}" } }, TAGGED, false],
  ["a variable's default", { StringEquals: { "aws:ResourceTag/Team": "${aws:username, 'shop'}" } }, TAGGED, true],
  ["NumericLessThan", { NumericLessThan: { "s3:max-keys": "10" } }, at("s3:max-keys", "9"), true],
  [
    "NumericLessThanEquals above it",
    { NumericLessThanEquals: { "s3:max-keys": "10" } },
    at("s3:max-keys", "11"),
    false,
  ],
  ["NumericNotEquals", { NumericNotEquals: { "s3:max-keys": "10" } }, at("s3:max-keys", "11"), true],
  [
    "DateLessThan before the date",
    { DateLessThan: { "aws:CurrentTime": "2026-01-01T00:00:00Z" } },
    at("aws:CurrentTime", "2025-12-31T23:59:59Z"),
    true,
  ],
  [
    "DateGreaterThan with seconds",
    { DateGreaterThan: { "aws:TokenIssueTime": "1735689600" } },
    at("aws:TokenIssueTime", "2025-01-01T00:00:00Z"),
    false,
  ],
  ["Null for a missing key", { Null: { "aws:TokenIssueTime": "true" } }, READ, true],
  ["Null for a key that is there", { Null: { "aws:ResourceTag/Team": "true" } }, TAGGED, false],
  ["IpAddress in a range", { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, at("aws:SourceIp", "10.2.3.4"), true],
  ["IpAddress of IPv6", { IpAddress: { "aws:SourceIp": "2001:db8::/32" } }, at("aws:SourceIp", "10.2.3.4"), false],
  ["NotIpAddress", { NotIpAddress: { "aws:SourceIp": "10.0.0.0/8" } }, at("aws:SourceIp", "10.2.3.4"), false],
  [
    "ArnLike, part by part",
    { ArnLike: { "aws:SourceArn": "arn:aws:s3:*:uploads" } },
    at("aws:SourceArn", "arn:aws:s3:::uploads"),
    false,
  ],
  [
    "ArnNotLike",
    { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/shop/*" } },
    { ...READ, principal: "arn:aws:iam::111122223333:role/other" },
    true,
  ],
  [
    "ForAllValues with one value too many",
    { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } },
    at("aws:TagKeys", ["Team", "Cost"]),
    false,
  ],
  ["ForAllValues without a value", { "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } }, READ, true],
  [
    "ForAnyValue with one of them",
    { "ForAnyValue:StringLike": { "aws:TagKeys": "Te*" } },
    at("aws:TagKeys", ["Cost", "Team"]),
    true,
  ],
  ["ForAnyValue without a value", { "ForAnyValue:StringLike": { "aws:TagKeys": "*" } }, READ, false],
  [
    "only if every operator and key holds",
    { StringEquals: { "aws:ResourceTag/Team": "shop" }, Bool: { "aws:SecureTransport": "true" } },
    TAGGED,
    false,
  ],
];

test.each(CONDITIONS)("evaluates %s in a condition", (_, condition, request, expected) => {
  expect(isAllowed({ policies: when(condition) }, request)).toBe(expected);
});

test("takes variables in resources literally, stars in them included", () => {
  const own = [allow({ Action: "*", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/Team}/*" })];
  const read = (team: string, key: string) =>
    isAllowed(
      { policies: own },
      { action: "s3:GetObject", resource: `arn:aws:s3:::shop/${key}`, context: { "aws:PrincipalTag/Team": team } },
    );

  expect(read("web", "web/a")).toBe(true);
  expect(read("web", "api/a")).toBe(false);
  expect(read("*", "api/a")).toBe(false);
  expect(isAllowed({ policies: own }, { action: "s3:GetObject", resource: "arn:aws:s3:::shop/web/a" })).toBe(false);
});

const ROLE = "arn:aws:iam::111122223333:role/shop/web";
const ROOT = "arn:aws:iam::111122223333:root";
const CALL = { ...READ, principal: ROLE };
const KEY = { action: "kms:Decrypt", resource: "arn:aws:kms:us-east-1:111122223333:key/1", principal: ROLE };
const ALL = [allow({ Action: "*" })];
const open = (Principal: Json, rest: Json = {}) => ({
  Statement: { Effect: "Allow", Action: "*", Principal, ...rest },
});

const RESOURCES: readonly (readonly [string, AccessPolicies, AccessRequest, boolean])[] = [
  ["a role that the resource names", { policies: [], resourcePolicy: open({ AWS: ROLE }) }, CALL, true],
  ["no role that it does not name", { policies: [], resourcePolicy: open({ AWS: `${ROLE}s` }) }, CALL, false],
  ["everybody that a star names", { policies: [], resourcePolicy: open("*") }, CALL, true],
  [
    "a service that it names",
    { policies: [], resourcePolicy: open({ Service: "s3.amazonaws.com" }) },
    { ...READ, principal: "s3.amazonaws.com" },
    true,
  ],
  ["nobody by the account alone", { policies: [], resourcePolicy: open({ AWS: ROOT }) }, CALL, false],
  ["the account's roles by their own policies", { policies: ALL, resourcePolicy: open({ AWS: ROOT }) }, CALL, true],
  [
    "nothing that the resource denies",
    { policies: ALL, resourcePolicy: { Statement: { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*" } } },
    CALL,
    false,
  ],
  [
    "the exception of a Deny with NotPrincipal",
    { policies: ALL, resourcePolicy: { Statement: { Effect: "Deny", NotPrincipal: { AWS: ROLE }, Action: "*" } } },
    CALL,
    true,
  ],
  [
    "no other principal of a Deny with NotPrincipal",
    {
      policies: ALL,
      resourcePolicy: { Statement: { Effect: "Deny", NotPrincipal: { AWS: `${ROLE}s` }, Action: "*" } },
    },
    CALL,
    false,
  ],
  ["no key without its policy's word", { policies: ALL, resourcePolicy: { Statement: [] } }, KEY, false],
  ["a key whose policy names the account", { policies: ALL, resourcePolicy: open({ AWS: "111122223333" }) }, KEY, true],
  ["a key whose policy names the role", { policies: [], resourcePolicy: open({ AWS: ROLE }) }, KEY, true],
  [
    "another account's resource, if both sides do",
    { policies: ALL, resourcePolicy: open({ AWS: ROLE }), resourceAccount: "444455556666" },
    CALL,
    true,
  ],
  [
    "no other account's resource by its own policy alone",
    { policies: [], resourcePolicy: open({ AWS: ROLE }), resourceAccount: "444455556666" },
    CALL,
    false,
  ],
  ["no other account's resource by the role alone", { policies: ALL, resourceAccount: "444455556666" }, CALL, false],
  [
    "no more than the boundary, whatever a resource says",
    { policies: [], boundary: allow({ Action: "ec2:*" }), resourcePolicy: open({ AWS: ROLE }) },
    CALL,
    false,
  ],
  [
    "no more than the policies of the session",
    { policies: ALL, sessionPolicies: [allow({ Action: "ec2:*" })] },
    CALL,
    false,
  ],
  [
    "what any policy of the session allows",
    { policies: ALL, sessionPolicies: [allow({ Action: "ec2:*" }), allow({ Action: "s3:*" })] },
    CALL,
    true,
  ],
  [
    "the service that a role trusts",
    {
      policies: [],
      resourcePolicy: {
        Statement: { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" },
      },
    },
    { action: "sts:AssumeRole", resource: ROLE, principal: "ec2.amazonaws.com" },
    true,
  ],
];

test.each(RESOURCES)("with the policies of resources and limits, allows %s", (_, policies, request, expected) => {
  expect(isAllowed(policies, request)).toBe(expected);
});

test("distinguishes a Deny from the lack of an Allow", () => {
  expect(decisionOf({ policies: [] }, READ)).toBe("not allowed");
  expect(decisionOf({ policies: [...ALL, deny({ Action: "s3:*" })] }, READ)).toBe("denied");
});

test("fails on a condition operator that it does not know", () => {
  const policies = [allow({ Action: "*", Condition: { BinaryEquals: { key: "QmluYXJ5" } } })];

  expect(() => isAllowed({ policies }, READ)).toThrow("must be Null or one of StringEquals, StringEqualsIgnoreCase");
});
