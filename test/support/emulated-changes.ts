import type { Json } from "@modules/checks/json";
import { allowedChanges } from "../../commands/emulator/exclusions";
import { run, terraform } from "../../commands/run";

/** Changes of a second plan, except for arguments that the emulator does not store; one line for each resource. */
export async function unexpectedChanges(folder: string, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { status, output } = await run("terraform", ["plan", "-input=false", "-detailed-exitcode", "-out=plan"], {
    cwd: folder,
    env,
  });
  if (status === 1) {
    throw new Error(output);
  }
  if (status === 0) {
    return [];
  }
  const plan = JSON.parse(await terraform(folder, ["show", "-json", "plan"], { env }));
  return (plan.resource_changes ?? []).flatMap(({ address, type, change }: Json) => {
    const { actions, before, after } = change;
    const changed = Object.keys(after ?? {}).filter(
      (argument) => meaningOf(before?.[argument]) !== meaningOf(after[argument]),
    );
    const known = allowedChanges[type];
    const isKnown = actions.join() === "update" || (known?.replaces && actions.join() === "delete,create");
    const unexpected = changed.filter((argument) => !(isKnown && known?.arguments.includes(argument)));
    return ["no-op", "read"].includes(actions.join()) || (isKnown && unexpected.length === 0)
      ? []
      : [`${address}: ${actions.join(" and ")} ${unexpected.join(", ")}`];
  });
}

/** A value as text. The emulator returns JSON, such as a queue's redrive policy, with other white space than AWS. */
function meaningOf(value: unknown): string | undefined {
  const isJson = typeof value === "string" && /^[{[]/.test(value);
  return JSON.stringify(isJson ? JSON.parse(value) : value);
}
