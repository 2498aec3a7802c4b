/**
 * Matchers for vitest, in a test or in a file of its option `setupFiles`: `expect.extend(matchers)`.
 * The received value is the JSON of a stack, or the JSON of several stacks by id, as `synth` and
 * `synthAll` return them.
 */
import type { Json } from "@modules/checks/json";
import { lostAddresses, resourceAddresses } from "@modules/checks/moves";
import { policies } from "@modules/checks/policies/all";
import { Resources } from "@modules/checks/policies/resources";
import { type Rule, violations } from "@modules/checks/policies/rule";
import { closest } from "fastest-levenshtein";
import type { MatcherState } from "vitest";
import { resources } from "./resources";

interface StackMatchers<R> {
  /**
   * A stack has a resource of the type with these arguments, as in `toMatchObject`.
   *
   * @example expect(json).toHaveResource("aws_sqs_queue", { name: "jobs", sqs_managed_sse_enabled: true })
   */
  toHaveResource(type: string, where?: Json): R;

  /**
   * A resource breaks the policy with this id or statement, or any policy when none is named. Policies that only
   * concern protected data apply as well.
   *
   * @example expect(json).not.toBreakPolicy("aws-sqs-encryption")
   */
  toBreakPolicy(name?: string): R;

  /**
   * Resources have lost their addresses without a `moved` or `removed` block, so that Terraform would destroy them.
   * `before` is the former JSON, or a list of addresses with the stack's id before each when several stacks are
   * received.
   *
   * @example expect(after).not.toMoveAddresses(before)
   */
  toMoveAddresses(before: Json | readonly string[]): R;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares the interface with this default
  interface Matchers<T = any> extends StackMatchers<T> {}
}

/** Id for a stack that is received without one. */
const UNNAMED = "";

function stacksIn(received: Json): Readonly<Record<string, Json>> {
  const isOneStack = ["//", "resource", "terraform"].some((key) => key in received);
  return isOneStack ? { [UNNAMED]: received } : received;
}

function policiesNamed(name: string | undefined): readonly Rule[] {
  const found = policies.filter(({ id, name: statement }) => name === undefined || [id, statement].includes(name));
  if (found.length === 0) {
    const nearest = closest(
      name!,
      policies.flatMap(({ id, name: statement }) => [id, statement]),
    );
    throw new Error(
      `toBreakPolicy: name must be the id or the statement of a policy, got "${name}"; did you mean "${nearest}"?`,
    );
  }
  return found;
}

function lines(...text: readonly string[]): string {
  return text.map((line) => line.trim()).join("\n  ");
}

// The object does not import `expect`: vitest cannot be loaded from compiled packages.
export const matchers = {
  toHaveResource(this: MatcherState, received: Json, type: string, where: Json = {}) {
    const stacks = Object.values(stacksIn(received));
    const wanted = `${type} with ${this.utils.stringify(where)}`;
    // cdktf adds its metadata under the key "//".
    const all = stacks.flatMap((json) => resources(json, type)).map(({ "//": _, ...found }) => found);
    return {
      pass: stacks.some((json) => resources(json, type, where).length > 0),
      message: () =>
        this.isNot
          ? `expected no ${wanted}`
          : `expected ${wanted}, found ${all.length} of the type${all.map((one) => `\n${this.utils.stringify(one)}`).join("")}`,
    };
  },

  toBreakPolicy(this: MatcherState, received: Json, name?: string) {
    const stacks = Object.entries(stacksIn(received)).map(([id, json]) => ({ id, json, isProtected: true }));
    const all = new Resources(stacks);
    const found = policiesNamed(name).flatMap((policy) =>
      violations(policy, all).map((violation) => `${violation.trim()}: must obey "${policy.name}"; ${policy.fix}`),
    );
    return {
      pass: found.length > 0,
      message: () =>
        this.isNot
          ? lines("expected no resource to break a policy, got", ...found)
          : `expected a resource to break ${name === undefined ? "a policy" : `"${name}"`}, got none`,
    };
  },

  toMoveAddresses(this: MatcherState, received: Json, before: Json | readonly string[]) {
    const stacks = stacksIn(received);
    const isOneStack = UNNAMED in stacks;
    const former: readonly string[] = Array.isArray(before)
      ? before.map((address) => (isOneStack ? `${UNNAMED} ${address}` : address))
      : resourceAddresses(stacksIn(before));
    const lost = lostAddresses(former, stacks);
    return {
      pass: lost.length > 0,
      message: () =>
        this.isNot
          ? lines("expected every address to stay or to be moved, but Terraform would destroy", ...lost)
          : "expected an address to disappear without a move, but every one stays or is moved",
    };
  },
};
