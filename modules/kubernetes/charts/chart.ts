import { Release } from "@cdktf/provider-helm/lib/release";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct, type IConstruct } from "constructs";
import { chartRepository, exactVersion } from "../patterns";

export interface ChartProps {
  /** Of the release: 1 to 53 lower-case letters, digits and hyphens; it begins the names of most objects. */
  readonly name: string;

  /** Made before the chart, so that its labels are known; `kube-system` always is there. */
  readonly namespace: string;

  /** `https://` of an index or `oci://` of a registry, without the chart. */
  readonly repository: string;

  readonly chart: string;

  /** An exact version: a range would be another chart tomorrow. */
  readonly version: string;

  /** What differs from the chart's own `values.yaml`; write `$${` for `${`, which is Terraform's. @default {} */
  readonly values?: object;

  /** Time everything in the chart has to become ready, seconds. @default 600 */
  readonly timeoutSeconds?: number;

  /** Modules of the same stack the chart needs, such as its namespace or definitions of another's resources. @default none */
  readonly after?: readonly IConstruct[];
}

const RELEASE = /^(?=.{1,53}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/**
 * A release of a Helm chart, all of it or nothing: an upgrade that does not become
 * ready is rolled back. Helm installs custom resource definitions of a chart's
 * `crds` directory once and never upgrades them: prefer charts with them among the
 * templates. https://helm.sh/docs/chart_best_practices/custom_resource_definitions/
 */
export class Chart extends Construct {
  readonly name: string;
  readonly namespace: string;

  constructor(scope: Construct, id: string, props: ChartProps) {
    super(scope, id);
    const { name, namespace, repository, chart, version, values = {}, timeoutSeconds = 600, after = [] } = props;
    this.check("name", RELEASE.test(name), "1 to 53 lower-case letters, digits and hyphens", name);
    this.check("repository", chartRepository.pattern.test(repository), chartRepository.rule, repository);
    this.check("version", exactVersion.pattern.test(version), exactVersion.rule, version);
    this.check(
      "timeoutSeconds",
      Number.isInteger(timeoutSeconds) && timeoutSeconds >= 60 && timeoutSeconds <= 3600,
      "a whole number, 60 to 3600",
      timeoutSeconds,
    );
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
      // Each is a config map in the namespace, for rollbacks by hand.
      maxHistory: 5,
      dependsOn: resourcesOf(...after),
    });
    this.name = name;
    this.namespace = namespace;
  }

  private check(prop: string, holds: boolean, rule: string, got: string | number): void {
    if (!holds) {
      throw new Error(`${this.node.path}: ${prop} must be ${rule}, got ${got}`);
    }
  }
}
