/** Rules between the fields of an environment of any platform. */
import { isCidr, overlapping } from "@modules/core/cidr";
import type { z } from "zod";
import type { CloudflareSettings } from "./cloudflare";
import type { Environment } from "./environment";
import { type Fault, type Given, productionFaults } from "./faults";
import { accountId, awsRegion } from "./fields";
import type { GoogleSettings } from "./google";
import { numberFaults } from "./ranges";
import { regionFaults } from "./regions";
import { subnetGroupFaults } from "./subnet-groups";

/** A platform's own rules, in groups. */
interface PlatformRules<E> {
  readonly faults: (given: E) => Fault[];
  /**
   * Rules on references to regions. They run only when every region matches its network, so that a missing or wrong
   * region causes only one fault.
   */
  readonly regionalFaults: (given: E) => Fault[];
}

/** The schema of a platform's environments with the rules of all platforms and its own. */
export function withRules<S extends z.ZodObject>(
  fields: S,
  { faults, regionalFaults }: PlatformRules<NonNullable<Given<z.infer<S>>>>,
) {
  return fields.superRefine(
    (data, context) => {
      const wrong = context.issues.flatMap(({ code, path }) => (code === "invalid_type" && path ? [path] : []));
      const given = without(wrong, data) as NonNullable<Given<z.infer<S>>>;
      const { region } = (given as NonNullable<Given<Environment>>).account ?? {};
      const regions = regionFaults(given as NonNullable<Given<Environment>>);
      const found = [
        ...regions,
        ...sharedFaults(given as NonNullable<Given<Environment>>),
        ...numberFaults(given),
        ...faults(given),
        ...(regions.length > 0 || region === undefined
          ? []
          : [
              ...stateKeyFaults(given as NonNullable<Given<Environment>>),
              ...billingFaults(given as NonNullable<Given<Environment>>),
              ...regionalFaults(given),
            ]),
      ];
      for (const fault of found.filter(({ path }) => !wrong.some((other) => other.join() === path.join()))) {
        context.addIssue({ code: "custom", continue: true, ...fault });
      }
    },
    // Zod skips refinements of an object with a wrong field; with this, every fault is reported in one run.
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

/** A copy without the values of a wrong type. They have a fault already, and rules could not read them. */
function without(paths: readonly (readonly PropertyKey[])[], data: unknown): unknown {
  const copy = structuredClone(data);
  for (const path of paths) {
    const last = path.at(-1)!;
    const parent = path.slice(0, -1).reduce((at, key) => (at as Fields)?.[key], copy) as Fields;
    if (parent?.[last] !== undefined) {
      parent[last] = undefined;
    }
  }
  return copy;
}

type Fields = Record<PropertyKey, unknown>;

function sharedFaults(environment: NonNullable<Given<Environment>>): Fault[] {
  const { name, deletionProtection, network } = environment;
  return [
    ...productionFaults(name, true, deletionProtection, "deletionProtection"),
    ...productionFaults(name, "per-zone", network?.natGateways, "network", "natGateways"),
    ...subnetGroupFaults(environment),
    ...addressOverlapFaults(environment),
    ...dnsZoneFaults(environment),
  ];
}

type Google = GoogleSettings & { readonly kubernetes?: { readonly controlPlaneCidr: string } };
type Clouds = Environment & { readonly google?: Google; readonly cloudflare?: CloudflareSettings };

/** Billing alarms require us-east-1, because CloudWatch publishes an account's charges only there. */
function billingFaults({ account, costs }: NonNullable<Given<Environment>>): Fault[] {
  const alarms = costs?.billingAlarmsUsd;
  return Array.isArray(alarms) && alarms.length > 0 && account?.region !== "us-east-1"
    ? [
        {
          path: ["costs", "billingAlarmsUsd"],
          input: alarms,
          message: `must be left out with account.region ${account?.region}: CloudWatch has the charges only in us-east-1`,
        },
      ]
    : [];
}

/** The key that encrypts states must be in the account and region of the state bucket. */
function stateKeyFaults({ account, state }: NonNullable<Given<Environment>>): Fault[] {
  const key = state?.backend === "s3" ? state.keyArn : undefined;
  const [, , , region, id] = key?.split(":") ?? [];
  if (id === undefined || !accountId.safeParse(account?.id).success || !awsRegion.safeParse(account?.region).success) {
    return [];
  }
  if (id === account?.id && region === account?.region) {
    return [];
  }
  const message = `must be a key of account ${account?.id} in ${account?.region}; take the ARN that pnpm bootstrap prints`;
  return [{ path: ["state", "keyArn"], message, input: key }];
}

/** Cloudflare is authoritative for its zone, and Route 53 for the parts that are delegated to it. */
function dnsZoneFaults({ domain, delegations = {}, cloudflare }: NonNullable<Given<Clouds>>): Fault[] {
  return [
    ...Object.keys(delegations).flatMap((name) => subdomainFaults(["delegations", name], name, "domain", domain)),
    ...cloudflareZoneFaults(domain, cloudflare),
  ];
}

function subdomainFaults(path: string[], name: string | undefined, field: string, zone: string | undefined): Fault[] {
  return name === undefined || zone === undefined || name.endsWith(`.${zone}`)
    ? []
    : [
        {
          path,
          message: `must be a subdomain of ${field}, such as aws.${zone}; move it there, or correct ${field}`,
          input: name,
        },
      ];
}

function cloudflareZoneFaults(domain: string | undefined, cloudflare: Given<CloudflareSettings>): Fault[] {
  const { zone, delegations = {} } = cloudflare ?? {};
  return [
    ...subdomainFaults(["domain"], domain, "cloudflare.zone", zone),
    ...Object.keys(delegations).flatMap((name) =>
      subdomainFaults(["cloudflare", "delegations", name], name, "cloudflare.zone", zone),
    ),
    ...(domain !== undefined && delegations[domain]
      ? [
          {
            path: ["cloudflare", "delegations", domain],
            message:
              "must be the domain of another environment, because the stack of the zone already delegates its own domain",
            input: domain,
          },
        ]
      : []),
  ];
}

/** The networks of an environment must not overlap, so that they can be connected. */
function addressOverlapFaults({ network, secondaryRegions = {}, google }: NonNullable<Given<Clouds>>): Fault[] {
  const blocks = [
    { path: ["network", "cidr"], cidr: network?.cidr },
    ...Object.entries(secondaryRegions).map(([region, secondary]) => ({
      path: ["secondaryRegions", region, "network", "cidr"],
      cidr: secondary?.network?.cidr,
    })),
    ...googleBlocks(google),
  ].filter((block): block is { path: string[]; cidr: string } => isCidr(block.cidr));
  return overlapping(blocks, ({ cidr }) => cidr).map(([one, other]) => ({
    path: other.path,
    message: `must not overlap ${one.path.join(".")} (${one.cidr}); take a free block`,
    input: other.cidr,
  }));
}

function googleBlocks(google: Given<Google>): { path: string[]; cidr: string | undefined }[] {
  const { subnets = {}, servicesCidr } = google?.network ?? {};
  const path = ["google", "network"];
  return [
    { path: [...path, "servicesCidr"], cidr: servicesCidr },
    { path: ["google", "kubernetes", "controlPlaneCidr"], cidr: google?.kubernetes?.controlPlaneCidr },
    ...Object.entries(subnets).flatMap(([name, subnet]) =>
      (["cidr", "podsCidr", "servicesCidr"] as const).map((field) => ({
        path: [...path, "subnets", name, field],
        cidr: subnet?.[field],
      })),
    ),
  ];
}
