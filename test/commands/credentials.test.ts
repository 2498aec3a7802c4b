import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { App, TerraformVariable } from "cdktf";
import { expect, test } from "vitest";
import { awsFaults, credentialFaults } from "../../commands/credentials";
import { development } from "../../environments/lp/development";
import { lpSchema } from "../../environments/lp/rules";
import type { Environment } from "../../environments/schema/environment";
import { AwsStack } from "../../stacks/base/aws-stack";
import { CloudflareStack } from "../../stacks/base/cloudflare-stack";
import { ClusterStack, eksAccess, gkeAccess } from "../../stacks/base/cluster-stack";
import { GithubStack } from "../../stacks/base/github-stack";
import { GoogleStack } from "../../stacks/base/google-stack";
import { HcpStack } from "../../stacks/base/hcp-stack";
import { HCP_STATE } from "../support/environment";

class DataStack extends AwsStack {}
class EdgeStack extends CloudflareStack {}
class ComputeStack extends GoogleStack {}
class WorkloadsStack extends ClusterStack {}
class RepositoryStack extends GithubStack {}
class ProjectStack extends HcpStack {}

const environment: Environment = {
  ...lpSchema.parse(development),
  ...{
    cloudflare: { accountId: "023e105f4ecef8ad9ca31a8372d0c353", zone: "lp-system.com", plan: "pro", delegations: {} },
    google: { project: { id: "example-lp", number: "123456789012" }, region: "us-west1" },
  },
};
const hcp: Environment = { ...environment, state: HCP_STATE };
const agents: Environment = { ...hcp, state: { ...hcp.state, agentPool: "runners" } as Environment["state"] };
const cluster = { physicalName: "shop", endpoint: "https://cluster.example.com", certificateAuthority: "Q0E=" };
const location = { project: "example-lp", region: "us-west1", name: "shop", namedEndpoint: false };

const app = new App();
const stacks = {
  aws: new DataStack(app, environment, "data"),
  cloudflare: new EdgeStack(app, environment, "edge"),
  google: new ComputeStack(app, environment, "compute"),
  eks: new WorkloadsStack(app, environment, "workloads", eksAccess(cluster, "us-east-1"), []),
  github: new RepositoryStack(app, environment, "repository"),
  hcp: new ProjectStack(app, hcp, "workspaces"),
  remoteAws: new DataStack(app, hcp, "remote-data"),
  remoteCloudflare: new EdgeStack(app, hcp, "remote-edge"),
  remoteGoogle: new ComputeStack(app, hcp, "remote-compute"),
  remoteBootstrap: new DataStack(app, hcp, "bootstrap"),
  localEks: new WorkloadsStack(app, hcp, "local-workloads", eksAccess(cluster, "us-east-1"), []),
  agentEks: new WorkloadsStack(app, agents, "agent-workloads", eksAccess(cluster, "us-east-1"), []),
  gke: new WorkloadsStack(app, environment, "google-workloads", gkeAccess({ ...cluster, location }), []),
};

const LOGIN = "HCP Terraform must be logged in to, got no token; run `terraform login`";

function faults(names: readonly (keyof typeof stacks)[], env: NodeJS.ProcessEnv = {}, files: readonly string[] = []) {
  const chosen = names.map((name) => ({ id: stacks[name].node.id, stack: stacks[name] }));
  return credentialFaults(chosen, { env, exists: (file) => files.includes(file) });
}

test("fails without an API token for Cloudflare", () => {
  expect(faults(["cloudflare"]).join("\n")).toContain(
    "lp-development-cloudflare-edge: CLOUDFLARE_API_TOKEN must hold an API token of the account, got nothing;",
  );
});

test("fails without an API token when a stack of AWS has a provider for Cloudflare", () => {
  const stack = new DataStack(new App(), environment, "proofs");
  const own = () => credentialFaults([{ id: stack.node.id, stack }], { env: {}, exists: () => false }).join("\n");

  expect(own()).toBe("");
  new CloudflareProvider(stack, "cloudflare", {});
  expect(own()).toContain("lp-development-proofs: CLOUDFLARE_API_TOKEN must hold an API token of the account");
});

test("fails without credentials for Google Cloud", () => {
  expect(faults(["google"], { CLOUDSDK_CONFIG: "/settings" }).join("\n")).toContain(
    "lp-development-google-compute: Google Cloud credentials must be available, got none; run `gcloud auth application-default login`",
  );
});

test("fails without a token for GitHub or HCP Terraform", () => {
  expect(faults(["github"]).join("\n")).toContain(
    "lp-development-github-repository: GITHUB_TOKEN must hold a token of an administrator of the repository, got nothing;",
  );
  expect(faults(["github"], { GITHUB_TOKEN: "token" })).toEqual([]);
  expect(faults(["hcp"])).toEqual([
    "lp-development-hcp-workspaces: HCP Terraform must be logged in to, got no token; run `terraform login`",
  ]);
  expect(faults(["hcp"], { TFE_TOKEN: "token" })).toEqual([]);
});

test("asks for a login alone where HCP Terraform or its agents run the stacks", () => {
  expect(faults(["remoteAws", "remoteCloudflare", "remoteGoogle"], { CLOUDSDK_CONFIG: "/settings" })).toEqual([
    `lp-development-remote-data, lp-development-cloudflare-remote-edge, lp-development-google-remote-compute: ${LOGIN}`,
  ]);
  expect(faults(["agentEks"], { PATH: "/usr/bin" })).toEqual([`lp-development-agent-workloads: ${LOGIN}`]);
  expect(faults(["remoteGoogle"], { TFE_TOKEN: "token", CLOUDSDK_CONFIG: "/settings" })).toEqual([]);
});

test("asks for a login and for the cloud's credentials where stacks of HCP Terraform run on this machine", () => {
  expect(faults(["localEks"], { PATH: "/usr/bin" })).toEqual([
    `lp-development-local-workloads: ${LOGIN}`,
    expect.stringMatching(/^lp-development-local-workloads: aws must be on the PATH/),
  ]);
});

test("leaves the variables of stacks that HCP Terraform runs to their workspaces", () => {
  const stack = new DataStack(new App(), hcp, "security");
  new TerraformVariable(stack, "paging_endpoint", { description: "URL of the paging service", sensitive: true });

  expect(credentialFaults([{ id: "shop", stack }], { env: { TFE_TOKEN: "token" }, exists: () => false })).toEqual([]);
});

test("names three of many stacks", () => {
  const chosen = ["a", "b", "c", "d", "e"].map((id) => ({ id, stack: stacks.github }));

  expect(credentialFaults(chosen, { env: {}, exists: () => false })).toEqual([
    expect.stringMatching(/^a, b, c and 2 other stacks: GITHUB_TOKEN must/),
  ]);
});

test("fails without the program that prints tokens for a cluster", () => {
  expect(faults(["eks"], { PATH: "/usr/bin:/bin" }).join("\n")).toMatch(
    /aws must be on the PATH to log in to the cluster, got none/,
  );
  expect(faults(["gke"], { PATH: "/usr/bin" }, ["/usr/bin/aws"]).join("\n")).toMatch(
    /gke-gcloud-auth-plugin must be on the PATH/,
  );
});

test("reports the missing credentials of all clouds together", () => {
  expect(faults(["cloudflare", "google", "eks"], { CLOUDSDK_CONFIG: "/settings" }).join("\n")).toMatch(
    /CLOUDFLARE_API_TOKEN[\s\S]*gcloud auth[\s\S]*aws must be/,
  );
});

test("accepts credentials in variables and in files", () => {
  const env = { CLOUDFLARE_API_TOKEN: "token", CLOUDSDK_CONFIG: "/settings", PATH: "/usr/bin" };
  const files = ["/settings/application_default_credentials.json", "/usr/bin/aws", "/usr/bin/gke-gcloud-auth-plugin"];

  expect(faults(["aws", "cloudflare", "google", "eks", "gke"], env, files)).toEqual([]);
  expect(faults(["google"], { GOOGLE_APPLICATION_CREDENTIALS: "/a.json" })).toEqual([]);
});

test("fails without the variables that a stack reads from the environment", () => {
  const stack = new DataStack(new App(), environment, "security");
  new TerraformVariable(stack, "paging_endpoint", { description: "URL of the paging service", sensitive: true });
  new TerraformVariable(stack, "size", { default: 1 });
  const own = (env: NodeJS.ProcessEnv) => credentialFaults([{ id: "shop", stack }], { env, exists: () => false });

  expect(own({})).toEqual([
    "shop: TF_VAR_paging_endpoint must hold the URL of the paging service, got nothing; set it in the environment",
  ]);
  expect(own({ TF_VAR_paging_endpoint: "https://paging.example.com/key" })).toEqual([]);
});

test("looks for credentials of AWS in variables, in files and on an instance", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "aws-")), "config");
  const files = { AWS_SHARED_CREDENTIALS_FILE: "/nowhere", AWS_CONFIG_FILE: file };
  const own = (
    names: readonly (keyof typeof stacks)[],
    env: NodeJS.ProcessEnv = {},
    onInstance = false,
    states = false,
  ) =>
    awsFaults(
      names.map((name) => ({ stack: stacks[name] })),
      { states },
      { env: { ...files, ...env }, exists: (one) => one === file },
      async () => onInstance,
    );
  const missing = [expect.stringMatching(/^AWS credentials must be available, got none; log in, such as with/)];

  writeFileSync(file, "[default]\nregion = us-east-1\n");
  expect(await own(["aws", "eks"])).toEqual(missing);
  expect(await own(["google", "cloudflare"])).toEqual([]);
  // Their states are in S3.
  expect(await own(["google", "cloudflare"], {}, false, true)).toEqual(missing);
  expect(await own(["remoteAws", "remoteGoogle", "agentEks"], {}, false, true)).toEqual([]);
  expect(await own(["remoteBootstrap"], {}, false, true)).toEqual(missing);
  expect(await own(["aws"], { AWS_PROFILE: "shop" })).toEqual([]);
  expect(await own(["aws"], {}, true)).toEqual([]);
  writeFileSync(file, "[default]\nsso_session = shop\n");
  expect(await own(["aws"])).toEqual([]);
});

test("asks the metadata service of an instance for a token, unless that is switched off", async () => {
  const asked: string[] = [];
  let status = 200;
  const server = createServer(({ method, url, headers }, response) => {
    asked.push(`${method} ${url} ${headers["x-aws-ec2-metadata-token-ttl-seconds"]}`);
    response.writeHead(status).end("token");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const faultsWith = (more: NodeJS.ProcessEnv = {}) =>
    awsFaults(
      [{ stack: stacks.aws }],
      { states: false },
      {
        env: {
          AWS_CONFIG_FILE: "/nowhere",
          AWS_SHARED_CREDENTIALS_FILE: "/nowhere",
          AWS_EC2_METADATA_SERVICE_ENDPOINT: `http://127.0.0.1:${port}`,
          ...more,
        },
        exists: () => false,
      },
    );

  try {
    expect(await faultsWith()).toEqual([]);
    expect(asked.splice(0)).toEqual(["PUT /latest/api/token 60"]);
    expect(await faultsWith({ AWS_EC2_METADATA_DISABLED: "true" })).toHaveLength(1);
    expect(asked).toEqual([]);
    status = 403;
    expect(await faultsWith()).toHaveLength(1);
    expect(asked).toHaveLength(1);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  // Nothing listens on the first port.
  expect(await faultsWith({ AWS_EC2_METADATA_SERVICE_ENDPOINT: "http://127.0.0.1:1" })).toHaveLength(1);
});
