import { AnnotationMetadataEntryType, type StackAnnotation } from "cdktf";
import { ValidateBinaryVersion } from "cdktf/lib/validations";
import type { IConstruct, IValidation, Node } from "constructs";
import type { Json } from "../json";
import type { PreparedStack } from "../prepare";

const LEVELS = new Set<string>(Object.values(AnnotationMetadataEntryType));

/** Reports the faults that constructs find themselves: failed validations, and annotations of the level "error". */
export function constructFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap(({ constructs, json }) => [
    ...constructs.flatMap(({ node }) =>
      validationsOf(node, json)
        .flatMap((validation) => validation.validate())
        // `missingProviderFaults` reports this fault with the path of the resource.
        .filter((message) => !message.startsWith("Found resources without a matching provider construct"))
        .map((message) => `${node.path}: ${message}`),
    ),
    ...constructs
      .filter(({ node }) => node.dependencies.length > 0)
      .map(
        ({ node }) =>
          `${node.path}: node.addDependency must not be called, got ${node.dependencies[0]?.node.path}; cdktf ignores it, so use dependsOn, or addDependency of the stack`,
      ),
    ...annotationsOf(constructs)
      .filter(({ level }) => level === AnnotationMetadataEntryType.ERROR)
      .map(({ constructPath, message }) => `${constructPath}: ${message}`),
  ]);
}

/**
 * The validations of a construct. One of cdktf starts the Terraform of this machine, which may have none, to ask for its
 * version. Where the stack states `required_version`, the Terraform that reads the stack refuses it itself.
 */
function validationsOf(node: Node, { terraform }: Json): readonly IValidation[] {
  const { _validations: all } = node as unknown as { readonly _validations: readonly IValidation[] };
  return terraform?.required_version ? all.filter((one) => !(one instanceof ValidateBinaryVersion)) : all;
}

/** The annotations of the constructs, as the manifest of cdktf lists them. */
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
