/** Looks whether the endpoints of clusters answer this machine. */
import { connect } from "node:net";
import { ClusterStack } from "../../stacks/base/cluster-stack";
import type { NamedStack } from "../stacks";
import { ask, type Tool } from "./cli";
import type { Finding } from "./finding";

/** Milliseconds after which a connection counts as refused: a firewall that drops packets answers nothing. */
const PATIENCE = 5_000;

/** A cluster that stacks are in, and the program that knows its endpoint. */
interface Cluster {
  readonly name: string;
  readonly region: string;
  /** Ids of the stacks. */
  readonly ids: readonly string[];
  /** Program and arguments that print the endpoint. */
  readonly command: readonly [program: Tool, ...args: string[]];
  /** Advice in a fault: it lets this machine in. */
  readonly fix: string;
}

/** Findings about the clusters of the stacks, one for each. */
export function clusters(stacks: readonly NamedStack[], env: NodeJS.ProcessEnv = process.env): Promise<Finding>[] {
  return clustersOf(stacks).map((cluster) => reach(cluster, env));
}

/** The clusters that stacks are in. */
function clustersOf(stacks: readonly NamedStack[]): Cluster[] {
  const found = new Map<string, Cluster>();
  for (const { id, stack } of stacks) {
    const cluster = stack instanceof ClusterStack ? (eksCluster(stack) ?? gkeCluster(stack)) : undefined;
    if (cluster) {
      const key = cluster.command.join(" ");
      found.set(key, { ...cluster, ids: [...(found.get(key)?.ids ?? []), id] });
    }
  }
  return [...found.values()];
}

type UnusedCluster = Omit<Cluster, "ids">;

/** The EKS cluster of a stack, by the arguments of the program that logs in to it. */
function eksCluster({ access }: ClusterStack): UnusedCluster | undefined {
  const { command, args } = access.credentials;
  const [name, region] = ["--cluster-name", "--region"].map((option) => args[args.indexOf(option) + 1]);
  if (command !== "aws" || !name || !region) {
    return undefined;
  }
  const query = ["--name", name, "--region", region, "--query", "cluster.endpoint", "--output", "text"];
  return {
    name,
    region,
    command: ["aws", "eks", "describe-cluster", ...query],
    fix: "add its address to adminCidrs in owner.ts, or plan and apply on the runner in the VPC",
  };
}

/** The GKE cluster of a stack. */
function gkeCluster({ access: { cluster } }: ClusterStack): UnusedCluster | undefined {
  if (!cluster) {
    return undefined;
  }
  const { name, project, region, namedEndpoint } = cluster;
  const field = namedEndpoint ? "controlPlaneEndpointsConfig.dnsEndpointConfig.endpoint" : "endpoint";
  const query = [name, `--project=${project}`, `--location=${region}`, `--format=value(${field})`];
  return {
    name,
    region,
    command: ["gcloud", "container", "clusters", "describe", ...query],
    fix: namedEndpoint
      ? "let this machine reach Google's addresses"
      : "add its address to adminCidrs in owner.ts, or turn namedEndpoint on",
  };
}

function reach({ name, region, ids, command, fix }: Cluster, env: NodeJS.ProcessEnv): Promise<Finding> {
  const subject = `endpoint of the cluster ${name} in ${region}`;
  const [program, ...args] = command;
  return ask(program, subject, env, async (cli) => {
    const endpoint = (await cli.text(...args)).trim();
    if (!endpoint) {
      return { subject, faults: [], skipped: "the cluster has no endpoint yet" };
    }
    // gcloud prints a host without a scheme.
    const url = endpoint.includes("://") ? endpoint : `https://${endpoint}`;
    const fault = await connectionFault(new URL(url));
    return fault ? [`${ids.join(", ")}: ${url} must answer this machine, got ${fault}; ${fix}`] : [];
  });
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
