import type { IConstruct } from "constructs";

/** An identity that policies grant roles to: a service account, or an identity of a workload identity pool. */
export interface IPrincipal extends IConstruct {
  /** Member string of a policy: `serviceAccount:...`, `principal://...` or `principalSet://...`. */
  readonly member: string;
}
