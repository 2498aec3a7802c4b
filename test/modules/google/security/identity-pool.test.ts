import type { Json } from "@modules/checks/json";
import { IdentityPool, type IdentityPoolProps } from "@modules/google/security/identity-pool";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const GITHUB = { kind: "github", repository: "example/infrastructure", environment: "shop-production" } as const;
const HCP = { kind: "hcp", organization: "example", project: "shop", workspacePrefix: "shop-production" } as const;

/** Admits runs in a GitHub environment from the main branch only. */
const FROM_MAIN = '(!assertion.sub.contains(":environment:") || assertion.ref == "refs/heads/main")';

function pool(props: Partial<IdentityPoolProps> = {}): Json {
  return synth((stack) => {
    new IdentityPool(stack, "pool", { name: "shop-production", description: "Shop", pipeline: GITHUB, ...props });
  });
}

function providers(props: Partial<IdentityPoolProps>): Record<string, Json> {
  const all = Object.values<Json>(pool(props).resource.google_iam_workload_identity_pool_provider);
  return Object.fromEntries(all.map((provider) => [provider.workload_identity_pool_provider_id, provider]));
}

test("trusts runs of the repository, by their subject, and of no other repository", () => {
  expect(only(pool(), "google_iam_workload_identity_pool_provider")).toMatchObject({
    workload_identity_pool_provider_id: "github",
    oidc: { issuer_uri: "https://token.actions.githubusercontent.com" },
    attribute_mapping: { "google.subject": "assertion.sub" },
    attribute_condition: `assertion.repository == "example/infrastructure" && ${FROM_MAIN}`,
  });
});

test("keeps subjects short, and pins id and workflow, when the repository's subject is customized", () => {
  const pinned = { repositoryId: "123456", workflow: ".github/workflows/deliver.yml" };

  expect(providers({ pipeline: { ...GITHUB, ...pinned } }).github).toMatchObject({
    attribute_mapping: {
      "google.subject":
        '"repo:" + assertion.repository + ":" + assertion.sub.extract("repository_id:123456:{context}:job_workflow_ref:")',
    },
    attribute_condition: [
      'assertion.repository == "example/infrastructure"',
      FROM_MAIN,
      'assertion.repository_id == "123456"',
      'assertion.job_workflow_ref.startsWith("example/infrastructure/.github/workflows/deliver.yml@")',
    ].join(" && "),
  });
});

test("refuses a repository that took over the name of the pipeline's", () => {
  expect(providers({ pipeline: { ...GITHUB, repositoryId: "1296269" } }).github).toMatchObject({
    attribute_condition: `assertion.repository == "example/infrastructure" && ${FROM_MAIN} && assertion.repository_id == "1296269"`,
  });
});

test("trusts runs of HCP Terraform's workspaces, by their phase", () => {
  expect(providers({ pipeline: HCP })["hcp-terraform"]).toMatchObject({
    oidc: { issuer_uri: "https://app.terraform.io" },
    attribute_mapping: { "attribute.terraform_run_phase": "assertion.terraform_run_phase" },
    attribute_condition: 'assertion.sub.startsWith("organization:example:project:shop:workspace:shop-production-")',
  });
});

test("trusts roles of one AWS account, by a subject that is short for every session", () => {
  expect(providers({ awsAccountId: "111122223333" })["aws-roles"]).toMatchObject({
    aws: { account_id: "111122223333" },
    attribute_mapping: {
      "google.subject": "assertion.arn.extract('assumed-role/{role}/')",
      "attribute.aws_role": "assertion.arn.extract('assumed-role/{role}/')",
    },
    attribute_condition: 'assertion.arn.startsWith("arn:aws:sts::111122223333:assumed-role/")',
  });
});

test("returns the member string of an AWS role", () => {
  synth((stack) => {
    const identities = new IdentityPool(stack, "pool", {
      name: "shop-production",
      description: "Shop",
      pipeline: GITHUB,
      awsAccountId: "111122223333",
    });

    expect(identities.awsRole("shop-replication")).toBe(
      "principalSet://iam.googleapis.com/projects/123456789012/locations/global/workloadIdentityPools/shop-production/attribute.aws_role/shop-replication",
    );
  });
});
