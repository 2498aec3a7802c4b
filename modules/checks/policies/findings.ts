/** The violations of rules in the stacks of an app, with the waivers that accept them. */
import { once } from "../model/values";
import type { PreparedStack } from "../prepare";
import { policies } from "./all";
import { placeOf, policyResources } from "./resources";
import { breaking, type Rule, type Waiver, waives } from "./rule";

export interface PolicyOptions {
  /** @default every policy of this package */
  readonly rules?: readonly Rule[];

  /** Violations to accept, each with its reason. @default none */
  readonly waivers?: readonly Waiver[];

  /** File of the waivers, for messages. @default "waivers" */
  readonly waiversFile?: string;
}

/** A resource that breaks a rule. */
export interface Finding {
  readonly rule: Rule;
  readonly stack: PreparedStack;
  /** Such as `aws_sqs_queue.jobs`. */
  readonly address: string;
  /** `<stack id> <address>`, by which waivers name the resource. */
  readonly place: string;
  /** Path of the construct, such as `shop/jobs/Default`. */
  readonly path: string;
  readonly found?: string;
  readonly level: "error" | "warning";
}

function evaluate(stacks: readonly PreparedStack[], rules: readonly Rule[]): Finding[] {
  const byId = new Map(stacks.map((stack) => [stack.id, stack]));
  const all = policyResources(stacks);
  return rules.flatMap((rule) =>
    breaking(rule, all).map((resource): Finding => {
      const stack = byId.get(resource.stack)!;
      const address = `${resource.type}.${resource.name}`;
      return {
        rule,
        stack,
        address,
        place: placeOf(resource),
        path: stack.declared.get(address)?.[0] ?? resource.stack,
        found: rule.found?.(resource, all),
        level: resource.isProtected || rule.unprotected !== "warn" ? "error" : "warning",
      };
    }),
  );
}

/** Findings in stacks, by the list of rules. A synthesis needs them for its faults, its warnings and its reports. */
const known = once((_: readonly PreparedStack[]) => new Map<readonly Rule[], readonly Finding[]>());

/** Every violation, also those that a waiver accepts. */
export function findingsOf(stacks: readonly PreparedStack[], rules: readonly Rule[] = policies): readonly Finding[] {
  const byRules = known(stacks);
  const findings = byRules.get(rules) ?? evaluate(stacks, rules);
  byRules.set(rules, findings);
  return findings;
}

/** The waiver that accepts the finding. */
export function waiverOf({ rule, place }: Finding, waivers: readonly Waiver[]): Waiver | undefined {
  return waivers.find((waiver) => waives(waiver, rule.id, place));
}

/** `<path>: <address> must obey <rule>, got <value>; <fix>`. */
export function sentence({ rule, path, address, found }: Finding): string {
  return `${path}: ${address} must obey the policy ${rule.id}, "${rule.name}"${found ? `, got ${found}` : ""}; ${rule.fix}`;
}
