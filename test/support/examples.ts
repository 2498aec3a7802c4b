/** The examples of all modules, in a stack for each cloud, with the providers that a user's own app would have. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { CloudflareProvider } from "@cdktf/provider-cloudflare/lib/provider";
import { GithubProvider } from "@cdktf/provider-github/lib/provider";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { HelmProvider } from "@cdktf/provider-helm/lib/provider";
import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { TfeProvider } from "@cdktf/provider-tfe/lib/provider";
import { setAccount } from "@modules/aws/account";
import { setFacts } from "@modules/checks/facts";
import { disableStackTraces } from "@modules/checks/stack-traces";
import { setProject } from "@modules/google/project";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { filesBelow } from "../../app/files";

export interface Example {
  /** Path of the file, such as `modules/aws/messaging/queue.example.ts`. */
  readonly file: string;
  readonly example: (scope: Construct) => void;
}

/** Every `*.example.ts` below modules. */
export async function loadExamples(): Promise<readonly Example[]> {
  const files = filesBelow("modules")
    .filter((file) => file.endsWith(".example.ts"))
    .map((file) => join("modules", file));
  return Promise.all(files.map(async (file) => ({ file, ...(await import(resolve(file))) })));
}

/** An app with all examples, each in a scope named after its file. */
export function exampleApp(examples: readonly Example[], outdir = mkdtempSync(join(tmpdir(), "examples-"))): App {
  disableStackTraces();
  const app = new App({ outdir, stackTraces: false });
  const stacks = new Map<string, TerraformStack>();
  for (const { file, example } of examples) {
    const [, cloud = "", ...path] = file.split("/");
    const stack = stacks.get(cloud) ?? exampleStack(app, cloud);
    stacks.set(cloud, stack);
    example(new Construct(stack, path.join("-").replace(/\.example\.ts$/, "")));
  }
  return app;
}

/** All examples of a cloud are in one stack, because starting Terraform takes longer than planning an example. */
function exampleStack(app: App, cloud: string): TerraformStack {
  const id = `example-${cloud}`;
  const stack = new TerraformStack(app, id);
  // All examples are in one account, so they exceed quotas that a user's account would not exceed.
  setFacts(stack, { quotas: { elasticIps: 20, fargateVcpus: 64, onDemandStandardVcpus: 256, vpcs: 40 } });
  new LocalBackend(stack, { path: `${id}.tfstate` });
  PROVIDERS[cloud]?.(stack);
  return stack;
}

const PROVIDERS: Readonly<Record<string, (stack: TerraformStack) => void>> = {
  aws: (stack) => {
    setAccount(stack, { id: "111122223333", region: "us-east-1" });
    // A user's account has only a few of the examples; this one has all of them.
    setFacts(stack, { quotas: { onDemandStandardVcpus: 256, spotStandardVcpus: 256, fargateVcpus: 64 } });
    new AwsProvider(stack, "aws", {
      region: "us-east-1",
      allowedAccountIds: ["111122223333"],
      defaultTags: [{ tags: { Project: "Examples", Environment: "example", ManagedBy: "Terraform" } }],
    });
  },
  cloudflare: (stack) => {
    new CloudflareProvider(stack, "cloudflare", {});
  },
  github: (stack) => {
    new GithubProvider(stack, "github", { owner: "example" });
  },
  google: (stack) => {
    setProject(stack, { id: "example-project", number: "123456789012", region: "us-central1" });
    new GoogleProvider(stack, "google", { project: "example-project", region: "us-central1" });
  },
  hcp: (stack) => {
    new TfeProvider(stack, "tfe", { organization: "example-organization" });
  },
  kubernetes: (stack) => {
    const connection = { host: "https://cluster.example.com" };
    new KubernetesProvider(stack, "kubernetes", connection);
    new HelmProvider(stack, "helm", { kubernetes: connection });
  },
};
