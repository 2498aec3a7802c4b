import { RedisInstance, type RedisInstanceConfig } from "@cdktf/provider-google/lib/redis-instance";
import { checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { MEMORYSTORE_GIBIBYTES } from "../limits";
import type { IPrivateServices } from "../network/private-services";
import { addDefaultAlerts } from "../operations/default-alerts";
import { projectOf } from "../project";
import type { IKey } from "../security/key";
import { redisAlerts } from "./redis-alerts";

export interface IRedis extends IConstruct {
  readonly host: string;

  /** Port for TLS clients, the only one. */
  readonly port: number;
}

export interface RedisProps {
  /** Name of the instance: 1 to 40 lower-case letters, digits and inner hyphens, beginning with a letter. */
  readonly name: string;

  /** Memory, 1 to 300 GiB; from 5 GiB on an instance has several threads. */
  readonly memoryGibibytes: number;

  /** Private services access of the network, which gives the instance its address; it has no public one. */
  readonly privateServices: IPrivateServices;

  /** Key in the project's region. A change replaces the instance. */
  readonly key: IKey;

  /** A change to an earlier version replaces the instance. @default "REDIS_7_0" */
  readonly version?: "REDIS_6_X" | "REDIS_7_0" | "REDIS_7_2";

  /** Run a replica in a second zone, to which Memorystore fails over by itself. @default true */
  readonly highAvailability?: boolean;

  /** Redis configurations, such as `maxmemory-policy`. @default none, with those of Memorystore */
  readonly parameters?: Readonly<Record<string, string>>;

  /** Maintenance window: day and hour 0 to 23, UTC. @default { day: "SUNDAY", hour: 3 } */
  readonly maintenance?: { readonly day: Day; readonly hour: number };

  /** Refuse deletion by Terraform; Memorystore has no deletion protection of its own. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<RedisInstanceConfig>;
}

export type Day = "MONDAY" | "TUESDAY" | "WEDNESDAY" | "THURSDAY" | "FRIDAY" | "SATURDAY" | "SUNDAY";

/**
 * A Redis instance on Memorystore that accepts TLS connections from inside the network and keeps a daily snapshot.
 * Memorystore generates its password, which `gcloud redis instances get-auth-string` shows. Terraform records it, so
 * everyone who may read the state may read the cache.
 */
export class Redis extends Construct implements IRedis {
  readonly host: string;
  readonly port: number;

  /** Password of the only user. Pass it to write-only arguments alone, so that no other state records it. */
  readonly password: string;

  /** PEM certificate of the instance's own authority, which clients must trust. */
  readonly certificateAuthority: string;

  constructor(scope: Construct, id: string, props: RedisProps) {
    super(scope, id);
    const { name, memoryGibibytes, privateServices, key, version = "REDIS_7_0", highAvailability = true } = props;
    const { parameters, maintenance = { day: "SUNDAY", hour: 3 }, deletionProtection = true, overrides } = props;
    const { min, max } = MEMORYSTORE_GIBIBYTES;
    checkWholeNumber(this, "memoryGibibytes", memoryGibibytes, min, max);
    checkWholeNumber(this, "maintenance.hour", maintenance.hour, 0, 23);
    const { id: project, region } = projectOf(this);
    const instance = new RedisInstance(this, "Default", {
      name,
      region,
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
      ...overrides,
    });
    const path = `projects/${project}/locations/${region}/instances/${name}`;
    addDefaultAlerts(this, name, redisAlerts(path, { highAvailability }));
    this.host = instance.host;
    this.port = instance.port;
    this.password = instance.authString;
    this.certificateAuthority = instance.serverCaCerts.get(0).cert;
  }
}
