/** Looks whether the endpoints of clusters answer this machine. */
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { ClusterStack } from "../../stacks/base/cluster-stack";
import { onPath } from "../credentials";
import { run } from "../run";
import type { NamedStack } from "../stacks";
import { lastLine } from "./aws";
import type { Finding } from "./finding";

/** Milliseconds after which a network is taken to refuse the connection: it drops packets and says nothing. */
const PATIENCE = 5_000;

interface Cluster {
  readonly name: string;
  readonly region: string;
  readonly ids: readonly string[];
}

/** Findings about the clusters of the stacks, one for each. */
export function clusters(stacks: readonly NamedStack[], env: NodeJS.ProcessEnv = process.env): Promise<Finding>[] {
  return clustersOf(stacks).map((cluster) => reach(cluster, env));
}

/** The EKS clusters that stacks are in, by the arguments of the program that logs in to them. */
function clustersOf(stacks: readonly NamedStack[]): Cluster[] {
  const found = new Map<string, Cluster>();
  for (const { id, stack } of stacks) {
    const { command, args } = stack instanceof ClusterStack ? stack.access.credentials : { command: "", args: [] };
    const [name, region] = ["--cluster-name", "--region"].map((option) => args[args.indexOf(option) + 1]);
    if (command === "aws" && name && region) {
      const key = `${region} ${name}`;
      found.set(key, { name, region, ids: [...(found.get(key)?.ids ?? []), id] });
    }
  }
  return [...found.values()];
}

async function reach({ name, region, ids }: Cluster, env: NodeJS.ProcessEnv): Promise<Finding> {
  const subject = `endpoint of the cluster ${name} in ${region}`;
  if (!onPath("aws", { env, exists: existsSync })) {
    return { subject, faults: [], skipped: "the AWS CLI is not installed" };
  }
  const query = ["--name", name, "--region", region, "--query", "cluster.endpoint", "--output", "text"];
  const { status, stdout, output } = await run("aws", ["eks", "describe-cluster", ...query], { env });
  if (status !== 0) {
    return { subject, faults: [], skipped: lastLine(output) };
  }
  const fault = await connectionFault(new URL(stdout.trim()));
  return {
    subject,
    faults: fault
      ? [
          `${ids.join(", ")}: ${stdout.trim()} must answer this machine, got ${fault}; add its address to adminCidrs in owner.ts, or plan and apply on the runner in the VPC`,
        ]
      : [],
  };
}

function connectionFault({ hostname, port }: URL): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 443), timeout: PATIENCE });
    const end = (fault?: string) => {
      socket.destroy();
      resolve(fault);
    };
    socket.on("connect", () => end());
    socket.on("timeout", () => end(`no answer in ${PATIENCE / 1_000} seconds`));
    socket.on("error", (error) => end(error.message));
  });
}
