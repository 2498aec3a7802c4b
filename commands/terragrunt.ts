/** Makes stacks units of Terragrunt. */
import { writeUnits } from "./runner/terragrunt";
import { type Choice, chooseStacks } from "./workspace";

/** `terragrunt STACK...`: writes a `terragrunt.hcl` into the folders of the stacks, and into no other. */
export async function terragrunt(stacks: readonly string[], options: Omit<Choice, "stacks">): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks, ...options });
  const workspace = synthesize();
  const ids = chosen.map(({ id }) => id);
  writeUnits(ids, workspace.outdir, workspace.dependencies);
  console.log(`${ids.length} stacks of ${workspace.outdir}/stacks have a terragrunt.hcl`);
  return 0;
}
