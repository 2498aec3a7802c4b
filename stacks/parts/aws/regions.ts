import type { Certificate } from "@modules/aws/dns/certificate";
import type { IHostedZone } from "@modules/aws/dns/hosted-zone";
import type { IAlerts } from "@modules/aws/operations/alerts";
import type { IKey } from "@modules/aws/security/key";
import type { IThreatDetection } from "@modules/aws/security/threat-detection";
import type { Environment } from "../../../environments/schema/environment";
import { scopeName } from "../../base/environment-stack";
import type { ReplicaEnvironment } from "./postgres-replicas";

/** Stacks that an environment has in each of its regions, before all other stacks. */
export interface RegionStacks<Network = unknown> {
  readonly region: string;
  readonly keys: { readonly data: IKey; readonly logs: IKey };
  readonly alerts: IAlerts;
  /** GuardDuty of the region. @default none */
  readonly threatDetection?: IThreatDetection;
  readonly network: Network;
}

/** The region to which DNS fails over while the primary region is unhealthy. */
type RecoveryRegion<Stacks extends RegionStacks = RegionStacks> = Stacks & {
  /** Minimum number of instances of each tier, and of tasks of each service. */
  readonly min: number;
};

/** Props of a platform's standby: its own region, and the parts of the primary region that it shares. */
export interface StandbyProps<Network, Data> extends RecoveryRegion<RegionStacks<Network>> {
  readonly zone: IHostedZone;
  /** Certificate of the primary region's load balancer, whose host names the standby's load balancer also serves. */
  readonly certificate: Certificate;
  /** Data stack of the primary region; its secrets are replicated to the standby's region. */
  readonly data: Data;
}

/** Values by AWS region. */
export class ByRegion<T> {
  private readonly label: string;
  private readonly values: Readonly<Record<string, T>>;

  /** @param label first words of error messages, such as `shop-production replicas` */
  constructor(label: string, values: Readonly<Record<string, T>>) {
    this.label = label;
    this.values = values;
  }

  find(region: string): T | undefined {
    return this.values[region];
  }

  /** Values in the order of their regions. */
  list(): T[] {
    return Object.values(this.values);
  }

  /** @throws Error when the region has no value */
  get(region: string): T {
    const value = this.find(region);
    if (value === undefined) {
      const known = Object.keys(this.values).join(", ") || "none";
      throw new Error(`${this.label}: region must be one of (${known}), got ${region}`);
    }
    return value;
  }
}

export interface Regions<Stacks extends RegionStacks> {
  readonly primary: Stacks;
  /** The standby's region; undefined without `recovery` in the environment. */
  readonly recovery: RecoveryRegion<Stacks> | undefined;
  /** The primary region and the secondary ones. */
  readonly all: ByRegion<Stacks>;
}

interface RegionalEnvironment extends Environment {
  readonly recovery?: { readonly region: string; readonly min: number };
}

/** Creates the stacks of every region of the environment, beginning with the primary region. */
export function regionsOf<Stacks extends RegionStacks>(
  environment: RegionalEnvironment,
  make: (region: string) => Stacks,
): Regions<Stacks> {
  const { account, secondaryRegions, recovery } = environment;
  const names = [account.region, ...Object.keys(secondaryRegions)];
  const all = new ByRegion(scopeName(environment), Object.fromEntries(names.map((name) => [name, make(name)])));
  return {
    all,
    primary: all.get(account.region),
    recovery: recovery && { ...all.get(recovery.region), min: recovery.min },
  };
}

/** Creates one value, such as a stack, for each region with read replicas of the database. */
export function replicasByRegion<Stacks extends RegionStacks, T>(
  environment: ReplicaEnvironment,
  regions: Regions<Stacks>,
  make: (stacks: Stacks) => T,
): ByRegion<T> {
  const names = [...new Set(environment.database.replicas.map(({ region }) => region))];
  const values = names.map((name): [string, T] => [name, make(regions.all.get(name))]);
  return new ByRegion(`${scopeName(environment)} replicas`, Object.fromEntries(values));
}
