/** Evaluates the policies of the pipeline's roles, in every environment. */
import { DATA_ACTIONS } from "@modules/aws/security/data-actions";
import { type AccessRequest, isAllowed } from "@modules/checks/access/evaluate";
import { type RoleAccess, rolesOf } from "@modules/checks/access/roles";
import { list } from "@modules/checks/model/values";
import { expect, test } from "vitest";
import { platforms } from "../../../../stacks/platforms";
import { prepared } from "../../../support/stacks";

const roles = rolesOf(prepared);
const pipelines = roles.filter(
  ({ block }) => block.stack.id.endsWith("-bootstrap") && !block.stack.id.includes("google"),
);
const plans = pipelines.filter(({ name }) => name.endsWith("-plan"));
const applies = pipelines.filter(({ name }) => name.endsWith("-apply"));

/** Names of the environments whose role may send the request. */
function allowing(of: readonly RoleAccess[], request: (role: RoleAccess) => AccessRequest): string[] {
  return of.filter((role) => isAllowed(role, { principal: role.arn, ...request(role) })).map(({ name }) => name);
}

const account = ({ arn }: RoleAccess) => arn.split(":")[4]!;
const scope = ({ name }: RoleAccess) => name.replace(/-(plan|apply)$/, "");
const iam = (role: RoleAccess, resource: string) => `arn:aws:iam::${account(role)}:${resource}`;
const administrator = (role: RoleAccess) => iam(role, "role/OrganizationAccountAccessRole");
const own = (role: RoleAccess, name = "api") => iam(role, `role/${scope(role)}/${name}`);
const boundary = (role: RoleAccess) => iam(role, `policy/${scope(role)}-boundary`);
const capped = (role: RoleAccess) => ({ "iam:PermissionsBoundary": boundary(role) });

const scopes = platforms.flatMap(({ name, environments }) => environments.map((one) => `${name}-${one.name}`));

test("has both roles in each environment", () => {
  expect([plans.map(scope).sort(), applies.map(scope).sort()]).toEqual([scopes.toSorted(), scopes.toSorted()]);
});

test.each(DATA_ACTIONS)("lets no plan call %s", (pattern) => {
  expect(allowing(plans, () => ({ action: pattern.replace("*", "Any") }))).toEqual([]);
});

test.each([
  ["objects of other buckets", { action: "s3:GetObject", resource: "arn:aws:s3:::uploads/face.png" }],
  ["parameters without the tag of configuration", { action: "ssm:GetParameter" }],
  ["what is encrypted", { action: "kms:Decrypt", context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" } }],
  ["any change", { action: "ec2:CreateTags" }],
  ["other roles", { action: "sts:AssumeRole", resource: "arn:aws:iam::1:role/any" }],
] as const)("lets no plan reach %s", (_, request) => {
  expect(allowing(plans, () => request)).toEqual([]);
});

/** The role with a resource policy that allows it everything. */
const admitted = (role: RoleAccess): RoleAccess & { readonly resourcePolicy: object } => ({
  ...role,
  resourcePolicy: { Statement: [{ Effect: "Allow", Principal: { AWS: role.arn }, Action: "*", Resource: "*" }] },
});

test.each([
  ...DATA_ACTIONS.map((pattern) => ({ action: pattern.replace("*", "Any") })),
  { action: "s3:GetObject", resource: "arn:aws:s3:::uploads/face.png" },
  { action: "s3:GetObjectVersion", resource: "arn:aws:s3:::uploads/face.png" },
  {
    action: "kms:Decrypt",
    resource: "arn:aws:kms:us-east-1:111122223333:key/1",
    context: { "kms:ViaService": "s3.us-east-1.amazonaws.com" },
  },
])("lets no plan call $action, whatever the policy of the resource says", (request) => {
  expect(allowing(plans.map(admitted), () => request)).toEqual([]);
});

test("lets every plan read states and refresh buckets", () => {
  const state = (role: RoleAccess) => {
    const [bucket] = prepared
      .filter(({ id }) => id === role.block.stack.id)
      .map(({ json }) => json.terraform.backend.s3.bucket);
    return { action: "s3:GetObject", resource: `arn:aws:s3:::${bucket}/shop/data.tfstate` };
  };

  expect(allowing(plans, state)).toHaveLength(plans.length);
  expect(allowing(plans, () => ({ action: "s3:GetEncryptionConfiguration" }))).toHaveLength(plans.length);
});

/** Ways to escalate permissions, each of which must be denied to the roles of applies. */
const ESCALATIONS: readonly (readonly [string, (role: RoleAccess) => AccessRequest])[] = [
  ["a new version of the boundary", (role) => ({ action: "iam:CreatePolicyVersion", resource: boundary(role) })],
  [
    "a new version of its own policy",
    (role) => ({ action: "iam:CreatePolicyVersion", resource: iam(role, `policy/${scope(role)}-change`) }),
  ],
  ["an old version of the boundary", (role) => ({ action: "iam:SetDefaultPolicyVersion", resource: boundary(role) })],
  ["the deletion of the boundary", (role) => ({ action: "iam:DeletePolicy", resource: boundary(role) })],
  ...[
    "iam:AttachRolePolicy",
    "iam:PutRolePolicy",
    "iam:UpdateAssumeRolePolicy",
    "iam:DeleteRole",
    "iam:UpdateRole",
  ].flatMap(
    (action) =>
      [
        [`${action} on itself`, (role: RoleAccess) => ({ action, resource: role.arn })],
        [`${action} on the administrator's role`, (role: RoleAccess) => ({ action, resource: administrator(role) })],
      ] as const,
  ),
  [
    "a policy for a role without its boundary",
    (role) => ({ action: "iam:PutRolePolicy", resource: own(role), context: {} }),
  ],
  [
    "a policy for a role with another boundary",
    (role) => ({
      action: "iam:AttachRolePolicy",
      resource: own(role),
      context: { "iam:PermissionsBoundary": iam(role, "policy/mine") },
    }),
  ],
  ["a role without a boundary", (role) => ({ action: "iam:CreateRole", resource: own(role) })],
  [
    "a role outside the path",
    (role) => ({ action: "iam:CreateRole", resource: iam(role, "role/mine"), context: capped(role) }),
  ],
  [
    "another boundary of a role",
    (role) => ({
      action: "iam:PutRolePermissionsBoundary",
      resource: own(role),
      context: { "iam:PermissionsBoundary": "arn:aws:iam::aws:policy/AdministratorAccess" },
    }),
  ],
  [
    "no boundary of a role",
    (role) => ({ action: "iam:DeleteRolePermissionsBoundary", resource: own(role), context: capped(role) }),
  ],
  [
    "a boundary of its own choice on itself",
    (role) => ({ action: "iam:PutRolePermissionsBoundary", resource: role.arn, context: capped(role) }),
  ],
  ...[
    "iam:AddUserToGroup",
    "iam:AttachGroupPolicy",
    "iam:AttachUserPolicy",
    "iam:CreateAccessKey",
    "iam:CreateLoginProfile",
    "iam:CreateServiceSpecificCredential",
    "iam:CreateUser",
    "iam:DeactivateMFADevice",
    "iam:PutGroupPolicy",
    "iam:PutUserPolicy",
    "iam:UpdateLoginProfile",
    "iam:UploadSigningCertificate",
  ].map(
    (action) => [`${action} of a user`, (role: RoleAccess) => ({ action, resource: iam(role, "user/root") })] as const,
  ),
  [
    "an identity provider of its own",
    (role) => ({ action: "iam:CreateOpenIDConnectProvider", resource: iam(role, "oidc-provider/example.com") }),
  ],
  [
    "another audience of the pipeline's identity provider",
    (role) => ({
      action: "iam:AddClientIDToOpenIDConnectProvider",
      resource: iam(role, "oidc-provider/token.actions.githubusercontent.com"),
    }),
  ],
  ["a SAML provider", (role) => ({ action: "iam:CreateSAMLProvider", resource: iam(role, "saml-provider/mine") })],
  ["the administrator's role", (role) => ({ action: "sts:AssumeRole", resource: administrator(role) })],
  ...["ec2", "lambda", "ecs-tasks", "codebuild", "cloudformation", "glue", "sagemaker", "datapipeline", "eks"].map(
    (service) =>
      [
        `the administrator's role through ${service}`,
        (role: RoleAccess) => ({
          action: "iam:PassRole",
          resource: administrator(role),
          context: { "iam:PassedToService": `${service}.amazonaws.com` },
        }),
      ] as const,
  ),
  ...["cloudformation", "glue", "sagemaker", "datapipeline", "ssm", "bedrock-agentcore", "states"].map(
    (service) =>
      [
        `a role of the environment through ${service}`,
        (role: RoleAccess) => ({
          action: "iam:PassRole",
          resource: own(role),
          context: { "iam:PassedToService": `${service}.amazonaws.com` },
        }),
      ] as const,
  ),
  ...[
    "account:EnableRegion",
    "bedrock:InvokeModel",
    "cloudformation:CreateStack",
    "cloudformation:UpdateStack",
    "datapipeline:CreatePipeline",
    "ec2-instance-connect:SendSSHPublicKey",
    "glue:UpdateDevEndpoint",
    "identitystore:CreateGroupMembership",
    "organizations:LeaveOrganization",
    "route53domains:TransferDomain",
    "sagemaker:CreatePresignedNotebookInstanceUrl",
    "secretsmanager:GetSecretValue",
    "ssm:SendCommand",
    "ssm:StartSession",
    "sso:CreateAccountAssignment",
    "sts:GetFederationToken",
  ].map((action) => [action, () => ({ action })] as const),
];

test.each(ESCALATIONS)("refuses every apply %s", (_, request) => {
  expect(allowing(applies, request)).toEqual([]);
});

test("refuses every apply the value of a secret whose policy it has written", () => {
  const values = ["secretsmanager:BatchGetSecretValue", "secretsmanager:GetSecretValue"];

  expect(values.flatMap((action) => allowing(applies.map(admitted), () => ({ action })))).toEqual([]);
});

test("lets no role except the pipelines' write a policy of a resource that holds data", () => {
  const writes = [
    "backup:PutBackupVaultAccessPolicy",
    "dynamodb:PutResourcePolicy",
    "ecr:SetRepositoryPolicy",
    "elasticfilesystem:PutFileSystemPolicy",
    "kms:PutKeyPolicy",
    "lambda:AddPermission",
    "s3:PutBucketPolicy",
    "secretsmanager:PutResourcePolicy",
    "sns:AddPermission",
    "sqs:AddPermission",
  ];
  // Only statements with `Allow` are counted, with any resource and condition.
  const others = roles
    .filter((role) => !pipelines.includes(role))
    .map(({ policies, ...role }) => ({
      ...role,
      policies: policies
        .flatMap((policy) => list(policy.Statement))
        .filter(({ Effect }) => Effect === "Allow")
        .map(({ Action, NotAction }) => ({ Statement: { Effect: "Allow", Action, NotAction, Resource: "*" } })),
    }));

  expect(others.length).toBeGreaterThan(100);
  expect(writes.map((action) => [action, allowing(others, () => ({ action }))])).toEqual(
    writes.map((action) => [action, []]),
  );
});

test("lets every apply make a role under the boundary in its path, and pass it to Lambda or EKS where it uses them", () => {
  const created = allowing(applies, (role) => ({
    action: "iam:CreateRole",
    resource: own(role),
    context: capped(role),
  }));
  const passed = ["lambda", "eks", "ecs-tasks"].flatMap((service) =>
    allowing(applies, (role) => ({
      action: "iam:PassRole",
      resource: own(role),
      context: { "iam:PassedToService": `${service}.amazonaws.com` },
    })),
  );

  expect(created).toHaveLength(applies.length);
  expect(new Set(passed).size).toBe(applies.length);
});

/** Actions with which a role under the boundary could bypass it, whatever its policies are. */
test.each([
  "account:EnableRegion",
  "iam:AttachRolePolicy",
  "iam:CreateAccessKey",
  "iam:CreatePolicyVersion",
  "iam:CreateRole",
  "iam:DeleteRolePermissionsBoundary",
  "iam:PutRolePermissionsBoundary",
  "iam:PutRolePolicy",
  "iam:SetDefaultPolicyVersion",
  "iam:UpdateAssumeRolePolicy",
  "organizations:LeaveOrganization",
])("caps every role of an environment at less than %s", (action) => {
  const everything = { Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
  const made = roles.filter(({ block }) => !pipelines.some((pipeline) => pipeline.block === block));

  expect(made.filter(({ boundary: limit }) => limit === undefined).map(({ arn }) => arn)).toEqual([]);
  expect(
    made
      .filter(({ boundary: limit, arn }) =>
        isAllowed({ policies: [everything], boundary: limit }, { action, resource: arn }),
      )
      .map(({ arn }) => arn),
  ).toEqual([]);
});
