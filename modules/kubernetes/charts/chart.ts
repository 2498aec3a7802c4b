import { Release, type ReleaseConfig } from "@cdktf/provider-helm/lib/release";
import { checkPattern, checkWholeNumber } from "@modules/core/checks";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { chartRepository, exactVersion } from "../patterns";

export interface ChartProps {
  /**
   * Name of the release: 1 to 53 lower-case letters, digits and hyphens. The names of most objects of the chart begin
   * with it.
   */
  readonly name: string;

  /** An existing namespace; Helm does not create it. */
  readonly namespace: string;

  /** `https://` URL of a chart repository or `oci://` URL of a registry, without the name of the chart. */
  readonly repository: string;

  readonly chart: string;

  /** One exact version such as 1.2.3. A range would install another chart when one is published. */
  readonly version: string;

  /** Values that differ from the chart's `values.yaml`. Write `$${` for a literal `${`, which Terraform would interpolate. @default {} */
  readonly values?: object;

  /** Time in which all objects of the chart must become ready, 60 to 3600. @default 600 */
  readonly timeoutSeconds?: number;

  /** Modules of the same stack that must exist first, such as the namespace or a chart with custom resource definitions. @default none */
  readonly after?: readonly IConstruct[];

  /** Arguments of the provider's resource that replace what this module sets; `set` changes single values of the chart. @default none */
  readonly overrides?: Partial<ReleaseConfig>;
}

const RELEASE_NAME = /^(?=.{1,53}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * A Helm release that is rolled back when an install or upgrade fails. Helm installs the custom
 * resource definitions in a chart's `crds` directory once and never upgrades them, so prefer
 * charts that have them among their templates.
 * https://helm.sh/docs/chart_best_practices/custom_resource_definitions/
 */
export class Chart extends Construct {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id);
    const { name, namespace, repository, chart, version, values = {}, timeoutSeconds = 600 } = props;
    const { after = [], overrides } = props;
    checkPattern(this, "name", name, RELEASE_NAME, "1 to 53 lower-case letters, digits and hyphens");
    checkPattern(this, "repository", repository, chartRepository.pattern, chartRepository.rule);
    checkPattern(this, "version", version, exactVersion.pattern, exactVersion.rule);
    checkWholeNumber(this, "timeoutSeconds", timeoutSeconds, 60, 3600);
    new Release(this, "Default", {
      name,
      namespace,
      repository,
      chart,
      version,
      values: [JSON.stringify(values)],
      createNamespace: false,
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      timeout: timeoutSeconds,
      // Helm stores each revision as an object in the namespace, for rollbacks by hand.
      maxHistory: 5,
      dependsOn: resourcesOf(...after),
      ...overrides,
    });
    this.name = name;
    this.namespace = namespace;
  }
}
