import { checkPattern } from "@modules/core/checks";
import type { IConstruct } from "constructs";

/**
 * The Google Cloud project and region that a stack's resources are created in; known at synthesis, so that a plan needs
 * no lookup.
 */
export interface Project {
  /** Project id, such as `shop-production`. */
  readonly id: string;

  /** Project number. Service agents and workload identity pools have it in their names. */
  readonly number: string;

  /** Region of regional resources, such as `us-central1`. */
  readonly region: string;
}

const projects = new WeakMap<IConstruct, Project>();

/**
 * Sets the project and region for all constructs of a stack, or of every stack of an app.
 *
 * @example setProject(stack, { id: "shop-production", number: "123456789012", region: "europe-west1" })
 */
export function setProject(scope: IConstruct, project: Project): void {
  const { id, number, region } = project;
  checkPattern(
    scope,
    "project.id",
    id,
    /^([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/,
    "a project id such as shop-production",
  );
  checkPattern(scope, "project.number", number, /^\d+$/, "a project number such as 123456789012");
  checkPattern(scope, "project.region", region, /^[a-z]+-[a-z]+\d+$/, "a region such as us-central1");
  projects.set(scope, project);
}

/** The project of a construct's stack. @throws when neither the stack nor the app has called `setProject` */
export function projectOf(scope: IConstruct): Project {
  const owner = scope.node.scopes.findLast((ancestor) => projects.has(ancestor));
  const project = owner && projects.get(owner);
  if (!project) {
    throw new Error(
      `${scope.node.path}: its stack must state a Google Cloud project and region; call setProject in the stack`,
    );
  }
  return project;
}
