/** Rules about resources, and waivers of them. */
import { glob } from "../glob";
import type { Json } from "../json";
import { placeOf, type Resource, type Resources } from "./resources";
import type { Topic } from "./topics";

export type Severity = "critical" | "high" | "medium" | "low";

/** One statement about every resource of a type. */
export interface Rule {
  /** Stable name for waivers and reports, such as "aws-sqs-encryption". */
  readonly id: string;
  /** The statement, such as "queues are encrypted". */
  readonly name: string;
  readonly type: string;
  readonly severity: Severity;
  /** Subject of the rule, which gives it its place in catalogs of controls. */
  readonly topic: Topic;
  /** Number of the recommendation in the CIS benchmark of the type's cloud. @default in none */
  readonly cis?: string;
  /**
   * Effect of a violation in stacks whose facts have no `protectsData`. In stacks that have it, which are those of
   * production, a violation fails the synthesis.
   * @default "fail"
   */
  readonly unprotected?: "fail" | "warn" | "ignore";
  readonly holds: (resource: Resource, all: Resources) => boolean;
  /** Value that a resource has where it breaks the rule. @default none in the fault */
  readonly found?: (resource: Resource, all: Resources) => string;
  /** Instruction for a resource that breaks the rule, such as "set kms_key_id". */
  readonly fix: string;
  /** Arguments of a resource named "it" that breaks the rule, as proof that the rule can fail. */
  readonly broken: Json;
  /** Other resources without which the broken one breaks nothing, by type and name. @default none */
  readonly brokenBeside?: Json;
  /** Arguments of a resource named "it" that obeys the rule. @default none: the rule refuses the type */
  readonly mended?: Json;
  /** Other resources that the mended one needs, by type and name. @default none */
  readonly beside?: Json;
  /** The vendor's page. */
  readonly page: string;
}

/** An accepted violation of a rule. */
export interface Waiver {
  /** Id of the rule. */
  readonly rule: string;
  /** `<stack id> <address>`; a `*` stands for any characters. */
  readonly where: string;
  readonly reason: string;
  /** The team or person who answers for the exception. */
  readonly owner: string;
  /** Last day of the exception, such as "2027-06-30". From the day after, the calendar's check fails. */
  readonly expires: string;
}

/** The resources that break the rule. */
export function breaking(rule: Rule, all: Resources): Resource[] {
  return all
    .of(rule.type)
    .filter(({ isProtected }) => isProtected || rule.unprotected !== "ignore")
    .filter((resource) => !rule.holds(resource, all));
}

/** `<stack id> <address>` of each resource that breaks the rule. */
export function violations(rule: Rule, all: Resources): string[] {
  return breaking(rule, all).map(placeOf);
}

/** Whether the waiver accepts a violation of this rule at this place. */
export function waives({ rule, where }: Waiver, id: string, place: string): boolean {
  return rule === id && glob(where).test(place);
}

/** Whether the waiver's last day is before the given one, both such as "2027-06-30". */
export function isExpired({ expires }: Waiver, today: string): boolean {
  return expires < today;
}
