/** A small program in place of Terraform, which records its calls. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@modules/checks/json";
import { Session, type SessionOptions, type Workspace } from "../../commands/runner/session";
import type { Approvable } from "../../environments/schema/delivery";
import { withPrograms } from "./programs";

/**
 * Program that writes its calls to `calls`, uses `plan.json` in the stack's folder as its plan, and `fake.tfstate` as
 * its state.
 */
const SCRIPT = `
command="$1"
id="$(basename "$PWD")"
case "$*" in
  "version -json") echo '{"terraform_version":"1.11.4"}'; exit ;;
  "state pull") cat fake.tfstate; exit ;;
  "show -json"*) cat plan.json; exit ;;
esac
echo "$command $id begins" >>"$CALLS"
case "$command" in
  init) echo providers >.terraform.lock.hcl ;;
  plan) for argument; do case "$argument" in -out=*) echo plan >"\${argument#-out=}" ;; esac; done ;;
esac
[ ! -e "$command.sh" ] || . "./$command.sh"
echo "$command $id ends" >>"$CALLS"
`;

export interface FakeStack {
  /** Ids of the stacks from which it reads values. */
  readonly after?: readonly string[];
  /** Resources that the plan changes. @default one added resource */
  readonly changes?: readonly Json[];
  /** Shell commands that run in place of Terraform's, by command, such as `exit 1`. */
  readonly scripts?: Readonly<Record<string, string>>;
}

/** Stacks on which a program in place of Terraform runs. */
export class FakeWorkspace implements Workspace {
  readonly outdir = mkdtempSync(join(tmpdir(), "fake-"));
  readonly ids: string[];
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
  readonly approved = new Map<string, readonly Approvable[]>();
  readonly env: NodeJS.ProcessEnv;

  constructor(stacks: Readonly<Record<string, FakeStack>>) {
    this.ids = Object.keys(stacks);
    this.dependencies = new Map(Object.entries(stacks).map(([id, { after = [] }]) => [id, after]));
    this.env = { ...withPrograms({ terraform: SCRIPT }), CALLS: join(this.outdir, "calls") };
    for (const [id, stack] of Object.entries(stacks)) {
      this.write(id, stack);
    }
  }

  write(id: string, { changes = [addition()], scripts = {} }: FakeStack): void {
    mkdirSync(this.path(id), { recursive: true });
    writeFileSync(join(this.path(id), "cdk.tf.json"), JSON.stringify({ terraform: {} }));
    writeFileSync(join(this.path(id), "plan.json"), JSON.stringify({ resource_changes: changes }));
    this.writeState(id, 1);
    for (const [command, script] of Object.entries(scripts)) {
      writeFileSync(join(this.path(id), `${command}.sh`), script);
    }
  }

  /** Writes the state. The digest of the stack ignores files with this name. */
  writeState(id: string, serial: number, resources: readonly Json[] = []): void {
    writeFileSync(join(this.path(id), "fake.tfstate"), JSON.stringify({ serial, lineage: "l", resources }));
  }

  session(options: SessionOptions = {}): Session {
    return new Session(this, { env: this.env, ...options });
  }

  path(id: string): string {
    return join(this.outdir, "stacks", id);
  }

  /** Calls in order, such as `apply network begins`. */
  calls(command: string): string[] {
    const lines = existsSync(this.env.CALLS!) ? readFileSync(this.env.CALLS!, "utf8").trim().split("\n") : [];
    return lines.filter((line) => line.startsWith(`${command} `)).map((line) => line.slice(command.length + 1));
  }
}

/** A resource that is added. */
export function addition(address = "aws_vpc.main"): Json {
  const change = { actions: ["create"], before: null, after: {} };
  return { address, mode: "managed", type: address.split(".")[0], change };
}

/** A resource that is destroyed. */
export function removal(address: string): Json {
  const change = { actions: ["delete"], before: {}, after: null };
  return { address, mode: "managed", type: address.split(".")[0], change };
}
