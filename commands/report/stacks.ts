/** The stacks, with what each takes from others and gives to them. */
import { blocksOf } from "@modules/checks/model/blocks";
import type { PreparedStack } from "@modules/checks/prepare";
import { EnvironmentStack } from "../../stacks/base/environment-stack";
import { readsOf } from "../runner/reads";
import { stackSource } from "./class-files";
import { countByCloud, mainCloud } from "./clouds";
import type { Crossing, Given, StackCard } from "./model/estate";
import type { Registry } from "./registry";

export function stackCards(registry: Registry, environments: readonly string[]): StackCard[] {
  const { stacks } = registry;
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const takes = stacks.map(({ json }): { stack: number; outputs: string[] }[] =>
    [...readsOf(json)]
      .filter(([producer]) => registry.hasStack(producer))
      .map(([producer, outputs]) => ({ stack: registry.stack(producer), outputs })),
  );
  return stacks.map((prepared, index): StackCard => {
    const { id, stack, json } = prepared;
    const environment = environmentOf(prepared);
    const counts = countByCloud(
      blocksOf(prepared)
        .filter(({ kind }) => kind === "resource")
        .map(({ type }) => type),
    );
    return {
      id,
      environment: environments.indexOf(environment),
      name: id.slice(environment.length + 1),
      cloud: mainCloud(counts),
      ...stackSource(stack),
      readme: stack instanceof EnvironmentStack ? `stacks/${stack.environment.platform}/README.md` : "",
      state: json.terraform?.backend?.s3?.key ?? json.terraform?.cloud?.workspaces?.name ?? "",
      providers: Object.keys(json.provider ?? {}).sort(),
      after: stack.dependencies.map(({ node }) => registry.stack(node.id)).sort((a, b) => a - b),
      takes: takes[index]!.map(
        (one): Crossing => ({
          stack: one.stack,
          values: one.outputs.map((name) => outputValue(byId.get(stacks[one.stack]!.id)!, name)).sort(),
        }),
      ),
      gives: givenBy(prepared, index, takes),
    };
  });
}

/** `<platform>-<environment>` of a stack. */
export function environmentOf({ id, stack }: PreparedStack): string {
  return stack instanceof EnvironmentStack ? `${stack.environment.platform}-${stack.environment.name}` : id;
}

function givenBy(
  prepared: PreparedStack,
  index: number,
  takes: readonly (readonly { stack: number; outputs: readonly string[] }[])[],
): Given[] {
  return Object.keys(prepared.json.output ?? {})
    .map(
      (name): Given => ({
        value: outputValue(prepared, name),
        readers: takes.flatMap((all, reader) =>
          all.some(({ stack, outputs }) => stack === index && outputs.includes(name)) ? [reader] : [],
        ),
      }),
    )
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}

/** The attribute that an output holds, such as `aws_vpc.main.id`; the output's own name where it holds something else. */
function outputValue({ json }: PreparedStack, name: string): string {
  const [, attribute] = /^\$\{([\w.-]+)\}$/.exec(String(json.output?.[name]?.value)) ?? [];
  return attribute ?? name.replace("cross-stack-output-", "");
}
