/** References between resources, also across stacks, and what IAM policies allow on them. */
import { readTemplate } from "../../expressions/reader";
import type { Json } from "../../json";
import { allowed } from "../../model/iam-policies";
import { producersByState, stateRead } from "../../model/state";
import { list, once } from "../../model/values";
import type { Resource, Resources, StackJson } from "../resources";

/** A reference from an argument of a resource. */
export interface Use {
  readonly by: Resource;
  /** Argument that holds the reference, such as "dead_letter_config". */
  readonly argument: string;
}

const LITERAL_ARN = /\barn:aws[\w-]*:[^"\s,$\\]+/g;
const IMAGE = /[\w.${}-]+\/([\w./-]+):[\w.-]+/g;

/** Arguments that order resources and use none. */
const ORDER = new Set(["//", "depends_on", "lifecycle"]);

/** Arguments that hold containers. */
const WITH_IMAGES = new Set(["container_definitions", "spec", "manifest"]);

const GRANTS = new Set(["aws_iam_role_policy", "aws_iam_policy", "aws_sns_topic_policy", "aws_sqs_queue_policy"]);

export class Uses {
  private readonly resources: Resources;
  private readonly byState: ReadonlyMap<string, StackJson>;
  private readonly uses = new Map<Resource, Use[]>();
  private readonly actions = new Map<Resource, Set<string>>();
  private readonly namedTargets = new Map<string, readonly Resource[]>();
  private readonly arns = new Set<string>();
  private readonly images = new Set<string>();

  constructor(all: Resources) {
    this.byState = producersByState(all.stacks);
    this.resources = all;
    for (const resource of all.all) {
      this.read(resource);
    }
  }

  /** The references to a resource, by others. */
  of(resource: Resource): readonly Use[] {
    return this.uses.get(resource) ?? [];
  }

  /** The resources that an argument of a resource names. */
  namedIn({ stack, block }: Resource, argument: string): Resource[] {
    return [...new Set(stringsIn(block[argument]).flatMap((text) => this.targets(stack, text)))];
  }

  /** Whether resources of the type use the resource. */
  isUsedBy(resource: Resource, ...types: readonly string[]): boolean {
    return this.of(resource).some(({ by }) => types.includes(by.type));
  }

  /** Whether a policy allows an action that matches on the resource. Wildcards of a service match every action. */
  isAllowed(resource: Resource, pattern: RegExp): boolean {
    return [...(this.actions.get(resource) ?? [])].some(
      (action) => pattern.test(action) || /^(\*|\w+:\*)$/.test(action),
    );
  }

  /** Whether an ARN that is written out ends with the text, or has a `*` in place of the text's end. */
  isNamedByArn(end: string): boolean {
    for (const arn of this.arns) {
      const star = arn.indexOf("*");
      const start = star < 0 ? arn : arn.slice(0, star);
      if (start.endsWith(end) || (star >= 0 && beginsWithEndOf(end, start))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a container has an image of the repository. */
  isRun(repository: string): boolean {
    return this.images.has(repository);
  }

  private read(resource: Resource): void {
    for (const [argument, value] of Object.entries<Json>(resource.block)) {
      if (!ORDER.has(argument)) {
        for (const text of stringsIn(value)) {
          this.readText(resource, argument, text);
        }
      }
    }
    if (GRANTS.has(resource.type)) {
      this.readPolicy(resource);
    }
  }

  private readText(by: Resource, argument: string, text: string): void {
    if (text.includes("${")) {
      for (const target of this.targets(by.stack, text)) {
        if (target !== by) {
          const uses = this.uses.get(target) ?? [];
          uses.push({ by, argument });
          this.uses.set(target, uses);
        }
      }
    }
    if (text.includes("arn:aws")) {
      for (const [arn] of text.matchAll(LITERAL_ARN)) {
        this.arns.add(arn);
      }
    }
    if (WITH_IMAGES.has(argument)) {
      for (const [, repository] of text.matchAll(IMAGE)) {
        this.images.add(repository!);
      }
    }
  }

  private readPolicy({ stack, block }: Resource): void {
    for (const { Action, Resource: target } of allowed(block)) {
      for (const resource of list(target).flatMap((text) => this.targets(stack, String(text)))) {
        const actions = this.actions.get(resource) ?? new Set();
        for (const action of list(Action)) {
          actions.add(action);
        }
        this.actions.set(resource, actions);
      }
    }
  }

  /** The resources that a text names, in its stack or in those whose states the stack reads. */
  targets(stackId: string, text: string): Resource[] {
    return readTemplate(text).references.flatMap((parts) => {
      if (parts[1] === "terraform_remote_state") {
        return this.outputTargets(stackId, parts[2]!, parts[4]!);
      }
      if (parts[0] === "local") {
        return this.localTargets(stackId, parts[1]!);
      }
      const resource = this.resources.at(stackId, parts);
      return resource ? [resource] : [];
    });
  }

  /** The resources that a local value names, such as the user data of a launch template. */
  private localTargets(stackId: string, local: string): readonly Resource[] {
    return this.named(`${stackId} local.${local}`, stackId, () => this.resources.stack(stackId)?.json.locals?.[local]);
  }

  /** The resources that an output names, by the stack that reads it. */
  private outputTargets(stackId: string, source: string, output: string): readonly Resource[] {
    const attributes = this.resources.stack(stackId)?.json.data?.terraform_remote_state?.[source];
    const producer = attributes && this.byState.get(String(stateRead({ attributes })));
    return producer
      ? this.named(`${producer.id} output.${output}`, producer.id, () => producer.json.output?.[output]?.value)
      : [];
  }

  /** The resources that a named value of a stack names. Read once, since many arguments take the same value. */
  private named(key: string, stackId: string, value: () => Json): readonly Resource[] {
    let targets = this.namedTargets.get(key);
    if (!targets) {
      // A local value that names itself names nothing.
      this.namedTargets.set(key, []);
      targets = stringsIn(value()).flatMap((text) => this.targets(stackId, text));
      this.namedTargets.set(key, targets);
    }
    return targets;
  }
}

/** Whether the text begins with what follows the last `:` of the ARN's start, such as `parameter/shop/`. */
function beginsWithEndOf(text: string, start: string): boolean {
  const known = start.slice(start.lastIndexOf(":") + 1);
  return known !== "" && text.startsWith(known);
}

function stringsIn(value: Json): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return value && typeof value === "object" ? Object.values<Json>(value).flatMap(stringsIn) : [];
}

/** The uses among all resources. */
export const usesOf = once((all: Resources) => new Uses(all));
