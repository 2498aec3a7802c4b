import { withValue } from "@modules/core/problem";
import type { IConstruct } from "constructs";
import { type EksVersion, eksVersionProblem } from "../tables/eks-versions";

/** The version itself. @throws when `EKS_VERSIONS` does not have the version */
export function eksVersion(scope: IConstruct, version: string): EksVersion {
  const problem = eksVersionProblem(version);
  if (problem) {
    throw new Error(`${scope.node.path}: version ${withValue(problem, version)}`);
  }
  return version as EksVersion;
}
