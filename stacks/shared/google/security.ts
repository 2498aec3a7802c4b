import { KmsKeyRing } from "@cdktf/provider-google/lib/kms-key-ring";
import { fail } from "@modules/core/checks";
import type { Service } from "@modules/google/security/delivery-services";
import { Key } from "@modules/google/security/key";
import type { ServiceAgent } from "@modules/google/security/service-agent";
import type { Construct } from "constructs";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";

export interface GoogleSecurityProps {
  /** Of those the environment uses, what encrypts what it stores with the data key; the agent of each must exist. */
  readonly services: readonly Service[];
  /**
   * Location of what is kept in more than one region, such as `us`, which its
   * key must be in too; https://cloud.google.com/kms/docs/locations
   * @default none
   */
  readonly multiRegion?: string;
}

/**
 * The environment's keys in Google Cloud. A ring is never gone: where this
 * stack was destroyed, it is made again after `terraform import` of its rings
 * and keys.
 */
export class GoogleSecurityStack extends GoogleStack {
  readonly keys: {
    /** Databases, caches and disks of the region. */
    readonly data: Key;
    /** Secrets of Kubernetes clusters. */
    readonly cluster: Key;
  };

  private readonly multiRegion: Key | undefined;

  constructor(scope: Construct, environment: GoogleEnvironment, { services, multiRegion }: GoogleSecurityProps) {
    super(scope, environment, "security");
    const { deletionProtection, security } = environment;
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
   * Key of data that is kept in more than one region.
   *
   * @throws Error when the props have no `multiRegion`
   */
  get multiRegionKey(): Key {
    return this.multiRegion ?? fail(this, "multiRegion", "set to a location such as us for a key there", "none");
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

/** A service that is off has no agent. */
function using<S extends Service & ServiceAgent>(services: readonly Service[], ...wanted: readonly S[]): S[] {
  return wanted.filter((service) => services.includes(service));
}
