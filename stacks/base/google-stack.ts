import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { factsOf, setFacts } from "@modules/checks/facts";
import type { IAlerts } from "@modules/google/operations/alert-channels";
import { setAlerts } from "@modules/google/operations/default-alerts";
import { setProject } from "@modules/google/project";
import type { Construct, IConstruct } from "constructs";
import type { Environment } from "../../environments/schema/environment";
import type { GoogleSettings } from "../../environments/schema/google";
import { alarmRunbook, EnvironmentStack, scopeName } from "./environment-stack";

/** An environment that may have a project in Google Cloud. */
export type GoogleEnvironment = Environment & { readonly google?: GoogleSettings };

/** A stack in the environment's project in Google Cloud; its name begins with `google-`. */
export abstract class GoogleStack<E extends GoogleEnvironment = GoogleEnvironment> extends EnvironmentStack<E> {
  readonly google: NonNullable<E["google"]>;
  /**
   * The tags as labels. The provider's default labels do not apply to the nodes of a cluster, so set them there again.
   */
  readonly labels: Readonly<Record<string, string>>;

  constructor(scope: Construct, environment: E, stack: string) {
    super(scope, environment, `google-${stack}`);
    const { google } = environment;
    if (!google) {
      throw new Error(`${this.node.path}: environment.google must be set, got none; add it or leave the stack out`);
    }
    this.google = google as NonNullable<E["google"]>;
    this.labels = Object.fromEntries(Object.entries(this.tags).map(([key, value]) => [label(key), label(value)]));
    const { project, region, quotas } = google;
    setFacts(this, { ...factsOf(this), googleQuotas: quotas });
    setProject(this, { ...project, region });
    new GoogleProvider(this, "google", {
      project: project.id,
      region,
      defaultLabels: this.labels,
      addTerraformAttributionLabel: false,
      // Requests count in the quota of this project, even with credentials of another project.
      userProjectOverride: true,
      billingProject: project.id,
    });
    const alerts = alertsOfProjects.get(scope)?.get(scopeName(environment));
    if (alerts) {
      const { severities } = google.monitoring;
      setAlerts(this, { alerts, runbook: alarmRunbook(environment), severities });
    }
  }
}

/** Alerts by project, for each app. */
const alertsOfProjects = new WeakMap<IConstruct, Map<string, IAlerts>>();

/**
 * Sets the notification channels of a project. Modules in stacks of this project that are created afterwards add their
 * alert policies with them.
 */
export function setProjectAlerts(stack: GoogleStack, alerts: IAlerts): void {
  const scope = stack.node.scope!;
  const projects = alertsOfProjects.get(scope) ?? new Map<string, IAlerts>();
  alertsOfProjects.set(scope, projects.set(scopeName(stack.environment), alerts));
}

/**
 * Text as a label: lower-case letters, digits, hyphens and underscores, at most 63;
 * https://cloud.google.com/resource-manager/docs/labels-overview
 */
function label(text: string): string {
  // cdktf turns hyphens in the names of a provider's labels into underscores.
  const words = text.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toLowerCase();
  return words.replace(/[^a-z0-9_-]/g, "_").slice(0, 63);
}
