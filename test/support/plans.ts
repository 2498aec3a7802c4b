/** Saved plans that no run of Terraform has created. */
import type { Change } from "../../commands/runner/changes";
import type { SavedPlan } from "../../commands/runner/saved-plan";

/** A plan with changes, of which only the given fields matter. */
export function savedPlan(id: string, changes: readonly Partial<Change>[], rest: Partial<SavedPlan> = {}): SavedPlan {
  return {
    id,
    made: "2026-01-01T00:00:00.000Z",
    destroy: false,
    digest: "json",
    providers: "lock",
    terraform: "1.11.4",
    reads: {},
    outputs: [],
    changes: changes.map((change) => ({
      address: "aws_vpc.main",
      action: "add",
      stateful: false,
      changed: [],
      forcing: [],
      attention: [],
      ...change,
    })),
    ...rest,
  };
}
