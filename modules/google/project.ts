import type { IConstruct } from "constructs";

/** Where a construct's resources are created; known at synth, so that no plan looks it up. */
export interface Project {
  /** Id, such as `shop-production`. */
  readonly id: string;
  /** Number, which Google's own agents and workload identities are named by. */
  readonly number: string;
  readonly region: string;
}

const projects = new WeakMap<IConstruct, Project>();

/** Called once by each stack. */
export function setProject(stack: IConstruct, project: Project): void {
  projects.set(stack, project);
}

export function projectOf(scope: IConstruct): Project {
  const stack = scope.node.scopes.findLast((one) => projects.has(one));
  const project = stack && projects.get(stack);
  if (!project) {
    throw new Error(
      `${scope.node.path}: its stack must state a Google Cloud project and region; call setProject in the stack`,
    );
  }
  return project;
}
