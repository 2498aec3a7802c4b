/** Rules between environments, of one platform or of several. */
import type { CloudflareSettings } from "./cloudflare";
import { DOCUMENTATION_ACCOUNTS } from "./documentation-values";
import type { Environment } from "./environment";

/** An environment that its own schema accepts, with the path of its file. */
export interface NamedEnvironment {
  readonly file: string;
  readonly environment: Environment & { readonly cloudflare?: CloudflareSettings };
}

type Pair = readonly [earlier: NamedEnvironment, later: NamedEnvironment];

/** Faults between environments, of which each is valid by itself, one line each. */
export function faultsBetween(environments: readonly NamedEnvironment[]): string[] {
  const pairs = environments.flatMap((later, index) =>
    environments.slice(0, index).map((earlier): Pair => [earlier, later]),
  );
  return [
    ...pairs.flatMap((pair) => sharedAccountFaults(pair, environments)),
    ...pairs.flatMap(repeatedValueFaults),
    ...pairs.flatMap(sharedRepositoryFaults),
    ...environments.flatMap((one) => delegationFaults(one, environments)),
  ];
}

/** An account has some resources only once, so only one of the environments that share it may create them. */
function sharedAccountFaults([earlier, later]: Pair, environments: readonly NamedEnvironment[]): string[] {
  const both = [earlier.environment, later.environment];
  const { id } = later.environment.account;
  if (earlier.environment.account.id !== id) {
    return [];
  }
  const switches = [
    ...(both.every(({ account }) => account.createDefaults) && shareRegion(earlier, later)
      ? ["account.createDefaults"]
      : []),
    ...(both.every(({ delivery }) => delivery.createProvider) && sharePipeline(earlier, later)
      ? ["delivery.createProvider"]
      : []),
  ];
  return switches.length === 0
    ? []
    : [
        `${later.file}: account.id: must be an account of its own, got ${id}, the account of ${earlier.file}; ` +
          `take another (${freeAccounts(environments)}), or set ${switches.join(" and ")} to false in one of the two`,
      ];
}

/** Encryption of new volumes, GuardDuty and replication of images are settings of an account's region. */
function shareRegion(...[earlier, later]: Pair): boolean {
  const regions = regionsOf(later);
  return regionsOf(earlier).some((region) => regions.includes(region));
}

function regionsOf({ environment }: NamedEnvironment): string[] {
  return [environment.account.region, ...Object.keys(environment.secondaryRegions)];
}

/**
 * Whether two environments share an account and the kind of pipeline: an account has one identity provider of GitHub,
 * and one of HCP Terraform.
 */
function sharePipeline(...[earlier, later]: Pair): boolean {
  return (earlier.environment.state.backend === "hcp") === (later.environment.state.backend === "hcp");
}

/** A repository has one set of rules, so only one of the environments that share it may create them. */
function sharedRepositoryFaults([earlier, later]: Pair): string[] {
  const [one, other] = [earlier.environment.delivery, later.environment.delivery];
  return one.repository === other.repository && one.github?.createRepositoryRules && other.github?.createRepositoryRules
    ? [
        `${later.file}: delivery.github.createRepositoryRules: must be true in one environment of ${one.repository}, got true in ${earlier.file} as well; set it to false in one of the two`,
      ]
    : [];
}

/** Account ids of the AWS documentation that no environment uses, in words. */
function freeAccounts(environments: readonly NamedEnvironment[]): string {
  const used = environments.map(({ environment }) => environment.account.id);
  const free = DOCUMENTATION_ACCOUNTS.filter((id) => !used.includes(id));
  return `ids of the AWS documentation that are free: ${free.join(", ") || "none"}`;
}

/** Names of buckets and domains must be unique. A copied environment file repeats them. */
function repeatedValueFaults([earlier, later]: Pair): string[] {
  const [one, other] = [earlier.environment, later.environment];
  const values: [path: string, earlier: string | undefined, later: string | undefined][] = [
    ["domain", one.domain, other.domain],
    ["state.bucket", bucketOf(one), bucketOf(other)],
    ["state.project", projectOf(one), projectOf(other)],
    // Names of two platforms differ even without a suffix.
    ...(one.platform === other.platform
      ? [["nameSuffix", one.nameSuffix, other.nameSuffix] as (typeof values)[0]]
      : []),
  ];
  return values
    .filter(([, first, second]) => second !== undefined && first === second)
    .map(
      ([path, , value]) =>
        `${later.file}: ${path}: must differ from ${earlier.file}, got ${JSON.stringify(value)}; take another`,
    );
}

function bucketOf({ state }: Environment): string | undefined {
  return state.backend === "s3" ? state.bucket : undefined;
}

/** Project in HCP Terraform with its organization. */
function projectOf({ state }: Environment): string | undefined {
  return state.backend === "hcp" ? `${state.organization}/${state.project}` : undefined;
}

/** A zone, and the field of its environment that lists its delegations. */
interface Zone {
  readonly environment: NamedEnvironment;
  readonly name: string;
  readonly field: string;
  readonly delegations: Environment["delegations"];
}

/** A domain only resolves if the nearest parent zone delegates to the domain's name servers. */
function delegationFaults(one: NamedEnvironment, environments: readonly NamedEnvironment[]): string[] {
  const { domain, platform, name } = one.environment;
  const parent = parentZoneOf(one, environments);
  if (!parent || parent.delegations[domain]) {
    return [];
  }
  const servers =
    parent.environment.environment.platform === platform
      ? `valuesOf(owner, "${name}").nameServers`
      : "the name servers that its dns stack prints";
  return [
    `${parent.environment.file}: ${parent.field}: must have ${domain}, the domain of ${one.file}, got ` +
      `${Object.keys(parent.delegations).join(", ") || "none"}; add "${domain}": ${servers}`,
  ];
}

/** Warnings about delegations for which the name servers of a new zone are still missing, one line each. */
export function delegationWarnings(environments: readonly NamedEnvironment[]): string[] {
  return environments.flatMap((one) => {
    const { domain } = one.environment;
    const parent = parentZoneOf(one, environments);
    return parent?.delegations[domain]?.length === 0
      ? [
          `warning: ${parent.environment.file}: ${parent.field}.${domain}: has no name servers yet; ` +
            `${one.file} gets no certificate before they are filled in, as its dns stack prints them, and applied`,
        ]
      : [];
  });
}

/**
 * The nearest parent zone of a domain among those of other environments. An environment's own Cloudflare zone is
 * excluded, because its stack delegates the domain itself.
 */
export function parentZoneOf(
  { file, environment }: NamedEnvironment,
  environments: readonly NamedEnvironment[],
): Zone | undefined {
  const [nearest] = environments
    .flatMap(zonesOf)
    .filter(({ name }) => environment.domain.endsWith(`.${name}`))
    .sort((one, other) => other.name.length - one.name.length);
  return nearest?.environment.file === file ? undefined : nearest;
}

function zonesOf(one: NamedEnvironment): Zone[] {
  const { domain, delegations, cloudflare } = one.environment;
  const zone = { environment: one, name: domain, field: "delegations", delegations };
  return cloudflare
    ? [
        zone,
        {
          environment: one,
          name: cloudflare.zone,
          field: "cloudflare.delegations",
          delegations: cloudflare.delegations,
        },
      ]
    : [zone];
}
