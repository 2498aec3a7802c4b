import { checkPattern } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import { NAMES } from "./names";

/**
 * Fails unless AWS accepts the name; unresolved tokens pass.
 *
 * @param type resource type with limits in `names.ts`, such as `aws_lb`
 */
export function checkName(scope: IConstruct, type: string, name: string): void {
  const { pattern, rule } = NAMES[type]!.name!;
  checkPattern(scope, "name", name, pattern, rule);
}
