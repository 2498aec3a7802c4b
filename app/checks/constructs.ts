import { AnnotationMetadataEntryType, type StackAnnotation } from "cdktf";
import type { IConstruct } from "constructs";
import type { PreparedStack } from "../prepare";

const LEVELS = new Set<string>(Object.values(AnnotationMetadataEntryType));

/** What constructs say of themselves: their validations, and annotations that are errors. */
export function constructFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(({ constructs }) => [
    ...constructs.flatMap(({ node }) =>
      node
        .validate()
        // The check of providers says which resource has none.
        .filter((message) => !message.startsWith("Found resources without a matching provider construct"))
        .map((message) => `${node.path}: ${message}`),
    ),
    ...annotationsOf(constructs)
      .filter(({ level }) => level === AnnotationMetadataEntryType.ERROR)
      .map(({ constructPath, message }) => `${constructPath}: ${message}`),
  ]);
}

export function annotationsOf(constructs: readonly IConstruct[]): StackAnnotation[] {
  return constructs.flatMap(({ node }) =>
    node.metadata
      .filter(({ type }) => LEVELS.has(type))
      .map(({ type, data, trace }) => ({
        constructPath: node.path,
        level: type as AnnotationMetadataEntryType,
        message: data,
        stacktrace: trace,
      })),
  );
}
