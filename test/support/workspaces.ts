/** Small stacks on local states, which need no provider. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import type { Workspace } from "../../commands/runner/session";

/** Whether this machine has Terraform. */
export const hasTerraform = spawnSync("terraform", ["version"]).status === 0;

export interface SmallStack {
  /** Value of the output `value`, and of the resource `terraform_data.value`. */
  readonly value: string;
  /** Ids of the stacks whose outputs the stack reads. */
  readonly reads?: readonly string[];
  /** Additional JSON. */
  readonly json?: Json;
}

/** A folder with stacks as synthesis writes them. */
export class SmallWorkspace implements Workspace {
  readonly outdir = mkdtempSync(join(tmpdir(), "workspace-"));
  readonly ids: string[] = [];
  readonly dependencies = new Map<string, readonly string[]>();

  constructor(stacks: Readonly<Record<string, SmallStack>>) {
    for (const [id, stack] of Object.entries(stacks)) {
      this.ids.push(id);
      this.write(id, stack);
    }
  }

  /** Writes a stack, in place of an earlier one with the id. */
  write(id: string, { value, reads = [], json = {} }: SmallStack): void {
    this.dependencies.set(id, reads);
    mkdirSync(this.folder(id), { recursive: true });
    const states = reads.map((producer) => [
      `cross-stack-reference-input-${producer}`,
      { backend: "local", config: { path: this.state(producer) } },
    ]);
    const inputs = reads.map(
      (producer) => `\${data.terraform_remote_state.cross-stack-reference-input-${producer}.outputs.value}`,
    );
    const main = {
      terraform: { backend: { local: { path: this.state(id) } } },
      ...(states.length > 0 && { data: { terraform_remote_state: Object.fromEntries(states) } }),
      resource: { terraform_data: { value: { input: [value, ...inputs].join(" ") } } },
      output: { value: { value: "${terraform_data.value.output}", sensitive: true } },
      ...json,
    };
    writeFileSync(join(this.folder(id), "cdk.tf.json"), JSON.stringify(main));
  }

  folder(id: string): string {
    return join(this.outdir, "stacks", id);
  }

  state(id: string): string {
    return join(this.outdir, "states", `${id}.json`);
  }
}
