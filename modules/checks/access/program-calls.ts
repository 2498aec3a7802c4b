/** The calls that programs make with a role: those of their sources, and those that AWS makes for them. */
import { type CallTarget, type ProgramCalls, type StatedCalls, statedCalls } from "@modules/aws/functions/calls";
import type { IConstruct } from "constructs";
import type { Json } from "../json";
import type { Block } from "../model/blocks";
import { regionOf } from "../model/places";
import { type ResourceGraph, resourceGraph } from "../model/resources";
import { groupBy, list, nested, once } from "../model/values";
import type { PreparedStack } from "../prepare";
import { resolve } from "../resolve";
import { accountOfBlock, resolvedText } from "./arns";
import type { AccessRequest } from "./evaluate";
import { keyCalls, keyUses } from "./key-calls";
import { type RoleAccess, rolesOf } from "./roles";

export interface ProgramAccess {
  readonly role: RoleAccess;
  /** File that states the calls. */
  readonly file: string;
  /** Whether the file exists; without it, no call is known. */
  readonly stated: boolean;
  /** Calls that the role must allow. */
  readonly needed: readonly Call[];
  /** Further calls that a program may make, or AWS for it. */
  readonly possible: readonly Call[];
}

export type Call = Required<Pick<AccessRequest, "action" | "resource">> & Pick<AccessRequest, "context">;

/** Every role of the stacks that a program of ours has. */
export function programsOf(stacks: readonly PreparedStack[]): ProgramAccess[] {
  const graph = resourceGraph(stacks);
  const lambdas = new Map(graph.of("aws_lambda_function").map((one) => [graph.targets(one, "role")[0], one]));
  return rolesOf(stacks).flatMap((role) => {
    const construct = constructOf(role.block);
    const calls = construct && statedCalls(construct);
    return calls ? [accessOf(graph, role, lambdas.get(role.block), calls)] : [];
  });
}

/** The construct whose primary resource the block is. */
function constructOf({ stack, path }: Block): IConstruct | undefined {
  const ids = path
    .slice(stack.stack.node.path.length + 1)
    .split("/")
    .slice(0, -1);
  return ids.reduce<IConstruct | undefined>((parent, id) => parent?.node.tryFindChild(id), stack.stack);
}

function accessOf(
  graph: ResourceGraph,
  role: RoleAccess,
  lambda: Block | undefined,
  stated: StatedCalls,
): ProgramAccess {
  const values = valuesOf(graph, role, lambda, stated);
  const { calls = {}, some = {} } = stated.content ?? {};
  const made = expanded(calls, values);
  const further = [...expanded(some, values), ...(lambda ? runtimeCalls(graph, lambda) : [])];
  return {
    role,
    file: stated.file,
    stated: stated.content !== undefined,
    needed: [...made, ...made.flatMap((call) => keyCalls(graph, call))],
    possible: [...further, ...keyUses(graph, [...made, ...further])],
  };
}

/** Values of the names in a file of calls; a program has several sources, or none. */
type Values = ReadonlyMap<string, readonly string[]>;

function valuesOf(graph: ResourceGraph, { block }: RoleAccess, lambda: Block | undefined, stated: StatedCalls): Values {
  const { stack } = block;
  const sources = lambda ? (permissionsOf(graph).get(lambda) ?? []) : [];
  const variables: Readonly<Record<string, string>> = resolve(stack.stack, stated.variables);
  return new Map<string, readonly string[]>([
    ["region", [regionOf(block) ?? ""]],
    ["account", [accountOfBlock(block)]],
    ["source", sources.map((one) => resolvedText(graph, one.stack, String(one.attributes.source_arn)))],
    ...Object.entries(variables).map(
      ([name, value]) => [name, [resolvedText(graph, stack, String(value)).replace(/^s3:\/\//, "")]] as const,
    ),
  ]);
}

const permissionsOf = once((graph: ResourceGraph) =>
  groupBy(graph.of("aws_lambda_permission"), (one) => graph.targets(one, "function_name")[0]),
);

/** Calls with the values of their names; without a value for a name there is no call. */
function expanded(calls: ProgramCalls["calls"], values: Values): Call[] {
  return Object.entries(calls).flatMap(([action, targets]) =>
    list(targets).flatMap((target: CallTarget) => {
      const { resource, context = {} } = typeof target === "string" ? { resource: target } : target;
      const filled = filledIn(resource, values);
      const keys = Object.entries(context).map(([key, value]) => [key, filledIn(value, values)[0] ?? ""]);
      return filled.map((one) => ({ action, resource: one, context: Object.fromEntries(keys) }));
    }),
  );
}

function filledIn(text: string, values: Values): string[] {
  const name = /\{(\w+)\}/.exec(text)?.[1];
  return name === undefined
    ? [text]
    : (values.get(name) ?? []).flatMap((value) => filledIn(text.replace(`{${name}}`, value), values));
}

/** Calls that the runtime of a function makes with its role, for the arguments that it has. */
function runtimeCalls(graph: ResourceGraph, lambda: Block): Call[] {
  const { attributes, stack } = lambda;
  const of = (actions: readonly string[], resource: string) => actions.map((action) => ({ action, resource }));
  const textOf = (value: Json) => resolvedText(graph, stack, String(value));
  const deadLetters = nested(attributes.dead_letter_config).target_arn;
  const sources = graph
    .of("aws_lambda_event_source_mapping")
    .filter((one) => graph.targets(one, "function_name")[0] === lambda)
    .map((one) => resolvedText(graph, one.stack, String(one.attributes.event_source_arn)));
  return [
    ...of(["logs:CreateLogStream", "logs:PutLogEvents"], "*"),
    ...(nested(attributes.tracing_config).mode === "Active"
      ? of(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*")
      : []),
    ...(attributes.vpc_config ? of(INTERFACES, "*") : []),
    ...(attributes.kms_key_arn ? of(["kms:Decrypt"], textOf(attributes.kms_key_arn)) : []),
    ...(deadLetters ? of(["sqs:SendMessage", "sns:Publish"], textOf(deadLetters)) : []),
    ...sources.flatMap((source) => of(CONSUMPTION, source)),
  ];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions */
const INTERFACES = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
];

/** https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const CONSUMPTION = [
  "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessage",
  "sqs:GetQueueAttributes",
  "sqs:GetQueueUrl",
  "sqs:ReceiveMessage",
];
