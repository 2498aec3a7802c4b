import { readTemplate } from "../expressions/reader";
import type { Json } from "../json";
import { attributeOf, type Block, blocksOf, leavesOf } from "../model/blocks";
import { isRemoteState, producersByState, stateRead } from "../model/state";
import type { PreparedStack } from "../prepare";

/**
 * Checks that the outputs a stack reads from the state of another stack exist, and that the
 * other stack is applied first. States that no stack of the app writes are not checked.
 */
export function remoteStateFaults(stacks: readonly PreparedStack[]): string[] {
  const producers = producersByState(stacks);
  return stacks.flatMap((stack) => {
    const readers = blocksOf(stack).filter(isRemoteState);
    const producerOf = new Map(readers.map((block) => [block.address, producers.get(String(stateRead(block)))]));
    return [
      ...readers.flatMap((block) => orderFaults(block, producerOf.get(block.address))),
      ...(readers.length > 0 ? outputFaults(stack, producerOf) : []),
      ...blocksOf(stack).flatMap(dependsOnFaults),
    ];
  });
}

function orderFaults({ path, stack: { stack } }: Block, producer: PreparedStack | undefined): string[] {
  return !producer || producer.stack === stack || stack.dependsOn(producer.stack)
    ? []
    : [
        `${path}: must be applied after the stack whose state it reads, got no dependency on ${producer.id}; pass the construct instead, or call addDependency`,
      ];
}

function outputFaults(stack: PreparedStack, producerOf: ReadonlyMap<string, PreparedStack | undefined>): string[] {
  return leavesOf(stack)
    .filter(({ value }) => typeof value === "string" && value.includes("data.terraform_remote_state."))
    .flatMap((leaf) =>
      readTemplate(String(leaf.value)).references.flatMap(([, type, name, outputs, output]) => {
        const producer = producerOf.get(`data.${type}.${name}`);
        return producer && outputs === "outputs" && output !== undefined && !producer.json.output?.[output]
          ? [
              `${leaf.block.path}: ${attributeOf(leaf)} must read an output of ${producer.id}, got ${output}; make the reference before the stacks are prepared`,
            ]
          : [];
      }),
    );
}

function dependsOnFaults({ path, attributes }: Block): string[] {
  const entries: Json = attributes.depends_on;
  return (Array.isArray(entries) ? entries : [])
    .filter((entry) => entry.includes("data.terraform_remote_state.") && entry.split(".").length > 3)
    .map(
      (entry) =>
        `${path}: depends_on must name something in its own stack, got ${entry}; stacks are ordered by what they take from each other`,
    );
}
