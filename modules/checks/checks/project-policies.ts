import { type Block, blocksOf } from "../model/blocks";
import { list } from "../model/values";
import type { PreparedStack } from "../prepare";

/** Resource types that write the IAM policy of a Google Cloud project. */
const WRITERS = new Set([
  "google_project_iam_audit_config",
  "google_project_iam_binding",
  "google_project_iam_member",
  "google_project_iam_policy",
]);

/**
 * Checks that the default service accounts of a Google Cloud project lose their role before other resources of the
 * stack write the project's policy. The provider's `DEPRIVILEGE` writes the policy without the lock and the retries of
 * those resources, so that one at the same time makes it fail. Once a binding has a condition, Google refuses its
 * policy, which has version 1, and no later apply succeeds. https://cloud.google.com/iam/docs/policies#versions
 */
export function projectPolicyFaults(stacks: readonly PreparedStack[]): string[] {
  return stacks.flatMap((stack) => {
    const blocks = blocksOf(stack);
    const first = blocks.filter(isFirst);
    const writers = first.length > 0 ? blocks.filter(({ kind, type }) => kind === "resource" && WRITERS.has(type)) : [];
    return first.flatMap(({ address }) =>
      writers
        .filter(({ attributes }) => !list(attributes.depends_on).includes(address))
        .map(
          ({ path, attributes }) =>
            `${path}: depends_on must have ${address}, which cannot write the project's policy after or beside others, got ${list(attributes.depends_on).join(", ") || "none"}; add it to dependsOn`,
        ),
    );
  });
}

function isFirst({ kind, type, attributes }: Block): boolean {
  return (
    kind === "resource" && type === "google_project_default_service_accounts" && attributes.action === "DEPRIVILEGE"
  );
}
