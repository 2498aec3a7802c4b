import { ClusterStack } from "../stacks/base/cluster-stack";
import { refuseWithoutCredentials } from "./credentials";
import { CommandError } from "./error";
import { run } from "./run";
import { namedStacks, refuseDocumentationValues } from "./stacks";

export type CdktfCommand = "plan" | "apply" | "destroy";

/** Steps that tests replace. */
interface CdktfSteps {
  readonly refuse?: typeof refuseDocumentationValues;
  readonly execute?: (args: readonly string[]) => Promise<number>;
}

/**
 * Option that leaves out the stacks inside clusters. The Kubernetes provider plans custom resources with a
 * dry run, which the API server allows only to identities that may change them.
 */
const OUTSIDE_CLUSTERS = "--outside-clusters";

/**
 * `plan|apply|destroy STACK... [--outside-clusters] [--OPTION...]`: runs cdktf on the stacks, and passes
 * other options to it.
 *
 * @returns exit status of cdktf
 * @throws CommandError while an environment has documentation values, or without credentials for a cloud
 */
export async function cdktf(
  command: CdktfCommand,
  args: readonly string[],
  { execute = executeCdktf, refuse = refuseDocumentationValues }: CdktfSteps = {},
): Promise<number> {
  const options = args.filter((arg) => arg.startsWith("-") && arg !== OUTSIDE_CLUSTERS);
  const filters = args.filter((arg) => !arg.startsWith("-"));
  const stacks = namedStacks(command, filters).filter(
    ({ stack }) => !args.includes(OUTSIDE_CLUSTERS) || !(stack instanceof ClusterStack),
  );
  if (stacks.length === 0) {
    throw new CommandError(
      `${filters.join(", ")}: must name a stack outside of clusters, got none; leave out ${OUTSIDE_CLUSTERS}`,
    );
  }
  refuse(stacks.map(({ environment }) => environment));
  refuseWithoutCredentials(stacks);
  for (const invocation of invocations(command, stacks)) {
    const status = await execute([command, ...invocation, ...options]);
    if (status !== 0) {
      return status;
    }
  }
  return 0;
}

/** Arguments of each run of cdktf: `plan` takes one stack, `apply` and `destroy` order several stacks themselves. */
function invocations(command: CdktfCommand, stacks: ReturnType<typeof namedStacks>): string[][] {
  // HCP Terraform runs on Linux, so its lock file needs checksums of that platform as well.
  const local = (group: typeof stacks) =>
    group.every(({ environment }) => environment.environment.state.backend === "s3") ? ["--skip-provider-lock"] : [];
  const groups = command === "plan" ? stacks.map((stack) => [stack]) : [stacks];
  return groups.map((group) => [...group.map(({ id }) => id), ...local(group)]);
}

async function executeCdktf(args: readonly string[]): Promise<number> {
  return (await run("node_modules/.bin/cdktf", args, { interactive: true })).status;
}
