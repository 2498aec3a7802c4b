import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { fail } from "@modules/core/checks";
import { AlertChannels } from "@modules/google/operations/alert-channels";
import { addAlerts } from "@modules/google/operations/alert-policy";
import { auditAlerts } from "@modules/google/security/audit-alerts";
import type { Service } from "@modules/google/security/delivery-services";
import { Key } from "@modules/google/security/key";
import type { ServiceAgent } from "@modules/google/security/service-agent";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import { alarmRunbook } from "../../base/environment-stack";
import { type GoogleEnvironment, GoogleStack, setProjectAlerts } from "../../base/google-stack";

export interface GoogleSecurityProps {
  /** APIs that the environment uses. Those that encrypt with a key get access to it through their service agent, which must exist. */
  readonly services: readonly Service[];
  /**
   * Location of multi-region data, such as `us`; the key of such data is in the same location.
   * https://cloud.google.com/kms/docs/locations
   * @default none
   */
  readonly multiRegion?: string;
}

/**
 * The environment's keys in Google Cloud, and the channels of its alerts. Google never deletes key rings, so after this
 * stack was destroyed, import its rings and keys with `terraform import` before the next apply.
 */
export class GoogleSecurityStack extends GoogleStack {
  readonly keys: {
    /** Key of databases, caches and disks in the region. */
    readonly data: Key;
    /** Key of the secrets of Kubernetes clusters. */
    readonly cluster: Key;
  };

  readonly alerts: AlertChannels;

  private readonly multiRegion: Key | undefined;

  constructor(scope: Construct, environment: GoogleEnvironment, { services, multiRegion }: GoogleSecurityProps) {
    super(scope, environment, "security");
    const { deletionProtection, security } = environment;
    this.alerts = this.addAlerts();
    const shared = { deletionProtection, deletionWindowDays: security.keyDeletionWindowDays };
    const ring = this.addRing("key-ring", this.google.region);
    this.keys = {
      data: new Key(this, "data-key", {
        ...shared,
        name: "data",
        keyRing: ring,
        services: ["compute", ...using(services, "artifactregistry", "redis", "sqladmin")],
      }),
      cluster: new Key(this, "cluster-key", {
        ...shared,
        name: "cluster",
        keyRing: ring,
        services: using(services, "container"),
      }),
    };
    this.multiRegion = multiRegion
      ? new Key(this, "multi-region-key", {
          ...shared,
          name: "data",
          keyRing: this.addRing("multi-region-key-ring", multiRegion),
          services: using(services, "firestore", "storage"),
        })
      : undefined;
  }

  /**
   * Key of multi-region data.
   *
   * @throws Error when the props have no `multiRegion`
   */
  get multiRegionKey(): Key {
    return this.multiRegion ?? fail(this, "multiRegion", "set to a location such as us for a key there", "none");
  }

  private addAlerts(): AlertChannels {
    const { platform, alerts } = this.environment;
    const { emails, slack, paging } = alerts;
    const channels = new AlertChannels(this, "alerts", {
      name: this.named(platform),
      emails,
      slack: slack?.channelName
        ? {
            channelName: slack.channelName,
            token: this.secret("slack_token", "token of the Slack app that posts alerts"),
          }
        : undefined,
      pagerDutyKey: paging ? this.secret("paging_key", "key of the paging service's integration") : undefined,
    });
    setProjectAlerts(this, channels);
    const pipeline = `delivery-apply@${this.google.project.id}.iam.gserviceaccount.com`;
    addAlerts(this, this.named(platform), auditAlerts({ exceptAccounts: [pipeline] }), {
      alerts: channels,
      runbook: alarmRunbook(this.environment),
      severities: this.google.monitoring.severities,
    });
    return channels;
  }

  /** A variable whose value plans read from the environment, so that no file contains it. */
  private secret(name: string, description: string): string {
    return new TerraformVariable(this, name, { type: "string", description, sensitive: true, nullable: false })
      .stringValue;
  }

  private addRing(id: string, location: string): string {
    const name = this.named(this.environment.platform);
    return new KmsKeyRing(this, id, {
      name,
      location,
      lifecycle: { preventDestroy: this.environment.deletionProtection },
    }).id;
  }
}

/** Service agents of the services whose API is enabled; the others have none. */
function using<S extends Service & ServiceAgent>(services: readonly Service[], ...wanted: readonly S[]): S[] {
  return wanted.filter((service) => services.includes(service));
}
