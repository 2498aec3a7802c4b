import { RedisInstance } from "@cdktf/provider-google/lib/redis-instance";
import { Construct, type IConstruct } from "constructs";
import type { IPrivateServices } from "../network/private-services";
import { projectOf } from "../project";
import type { IKey } from "../security/key";

export interface IRedis extends IConstruct {
  readonly host: string;
  /** Answers over TLS only. */
  readonly port: number;
}

export interface RedisProps {
  /** 1 to 40 lower-case letters, digits and inner hyphens, a letter first. */
  readonly name: string;

  /** 1 to 300; from 5 on faster ones have more than one thread. */
  readonly memoryGibibytes: number;

  /** Where it gets its address; there is no public one. */
  readonly privateServices: IPrivateServices;

  /** Of the region; can never be changed. */
  readonly key: IKey;

  /** Can only be raised. @default "REDIS_7_0" */
  readonly version?: "REDIS_6_X" | "REDIS_7_0" | "REDIS_7_2";

  /** A replica in a second zone takes over by itself. @default true */
  readonly highAvailability?: boolean;

  /** Parameters of Redis, such as `maxmemory-policy`. @default those of Memorystore */
  readonly parameters?: Readonly<Record<string, string>>;

  /** UTC. @default Sunday at three */
  readonly maintenance?: { readonly day: Day; readonly hour: number };

  /** Refuse deletion by Terraform; Memorystore has no switch of its own. @default true */
  readonly deletionProtection?: boolean;
}

export type Day = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

/**
 * Redis on Memorystore, reachable over TLS from inside the network, with a
 * snapshot each day. It makes its own password, which
 * `gcloud redis instances get-auth-string` shows. Terraform reads it too, so
 * that whoever may read the state may read the cache.
 */
export class Redis extends Construct implements IRedis {
  readonly host: string;
  readonly port: number;
  /** Of the one user there is; for arguments that no state keeps. */
  readonly password: string;
  /** The authority that signed its certificate, as PEM: one of its own, which clients must be told to trust. */
  readonly certificateAuthority: string;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { name, memoryGibibytes, privateServices, key, version = "REDIS_7_0", highAvailability = true } = props;
    const { parameters, maintenance = { day: "SUNDAY", hour: 3 }, deletionProtection = true } = props;
    this.checkRange("memoryGibibytes", memoryGibibytes, 1, 300);
    this.checkRange("maintenance.hour", maintenance.hour, 0, 23);
    const instance = new RedisInstance(this, "Default", {
      name,
      region: projectOf(this).region,
      tier: highAvailability ? "STANDARD_HA" : "BASIC",
      memorySizeGb: memoryGibibytes,
      redisVersion: version,
      redisConfigs: parameters,
      authEnabled: true,
      transitEncryptionMode: "SERVER_AUTHENTICATION",
      customerManagedKey: key.id,
      authorizedNetwork: privateServices.network,
      connectMode: "PRIVATE_SERVICE_ACCESS",
      reservedIpRange: privateServices.range,
      persistenceConfig: { persistenceMode: "RDB", rdbSnapshotPeriod: "TWENTY_FOUR_HOURS" },
      maintenancePolicy: {
        weeklyMaintenanceWindow: [
          { day: maintenance.day, startTime: { hours: maintenance.hour, minutes: 0, seconds: 0, nanos: 0 } },
        ],
      },
      lifecycle: { preventDestroy: deletionProtection },
    });
    this.host = instance.host;
    this.port = instance.port;
    this.password = instance.authString;
    this.certificateAuthority = instance.serverCaCerts.get(0).cert;
  }

  private checkRange(prop: string, value: number, min: number, max: number): void {
    if (!(Number.isInteger(value) && value >= min && value <= max)) {
      throw new Error(`${this.node.path}: ${prop} must be a whole number, ${min} to ${max}, got ${value}`);
    }
  }
}
