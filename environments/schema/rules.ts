/** What must hold between the fields of an environment of any platform. */

import { isCidr, overlapping } from "@modules/core/cidr";
import type { z } from "zod";
import type { CloudflareSettings } from "./cloudflare";
import type { Environment } from "./environment";
import type { GoogleSettings } from "./google";

export interface Fault {
  readonly path: string[];
  readonly message: string;
  readonly input: unknown;
}

/** What was given; a field that is wrong by itself may be missing or of another type. */
export type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[] | undefined
  : T extends object
    ? { readonly [Key in keyof T]?: Given<T[Key]> } | undefined
    : T | undefined;

/** The fields of a platform's environments, checked together by the rules of all platforms and its own. */
export function withRules<S extends z.ZodObject>(
  fields: S,
  faults: (given: NonNullable<Given<z.infer<S>>>) => Fault[],
) {
  return fields.superRefine(
    (given, context) => {
      const shared = sharedFaults(given as NonNullable<Given<Environment>>);
      for (const fault of [...shared, ...faults(given as NonNullable<Given<z.infer<S>>>)]) {
        context.addIssue({ code: "custom", continue: true, ...fault });
      }
    },
    // Also when a field is wrong elsewhere: every fault is reported in one run.
    { when: ({ value }) => typeof value === "object" && value !== null },
  );
}

/** Fields that production must not save on. */
export function mustBe(wanted: unknown, input: unknown, ...path: string[]): Fault[] {
  return input === wanted ? [] : [{ path, message: `must be ${wanted} in production`, input }];
}

function sharedFaults(environment: NonNullable<Given<Environment>>): Fault[] {
  const { name, deletionProtection, network } = environment;
  return [
    ...(name === "production"
      ? [
          ...mustBe(true, deletionProtection, "deletionProtection"),
          ...mustBe("per-zone", network?.natGateways, "network", "natGateways"),
        ]
      : []),
    ...networkFaults(environment),
    ...zoneFaults(environment),
  ];
}

type Google = GoogleSettings & { readonly kubernetes?: { readonly controlPlaneCidr: string } };
type Clouds = Environment & { readonly google?: Google; readonly cloudflare?: CloudflareSettings };

/** A name has one authority: Cloudflare has its zone, Route 53 parts of it that are delegated. */
function zoneFaults({ domain, cloudflare }: NonNullable<Given<Clouds>>): Fault[] {
  const zone = cloudflare?.zone;
  if (!zone) {
    return [];
  }
  const parts = [
    { path: ["domain"], name: domain },
    ...Object.keys(cloudflare.delegations ?? {}).map((name) => ({ path: ["cloudflare", "delegations", name], name })),
  ];
  return [
    ...parts
      .filter(({ name }) => typeof name === "string" && !name.endsWith(`.${zone}`))
      .map(({ path, name }) => ({
        path,
        message: `must be a part of cloudflare.zone, such as aws.${zone}, for Cloudflare is the authority of the rest`,
        input: name,
      })),
    ...(domain !== undefined && cloudflare.delegations?.[domain]
      ? [
          {
            path: ["cloudflare", "delegations", domain],
            message: "must be of other environments, as the own part is delegated without it",
            input: domain,
          },
        ]
      : []),
  ];
}

/** The clouds of an environment are one network, once they are joined: no address stands twice. */
function networkFaults({ network, secondaryRegions = {}, google }: NonNullable<Given<Clouds>>): Fault[] {
  const zones = network?.zones;
  const tooFew =
    Array.isArray(zones) && zones.length < 2
      ? [
          {
            path: ["network", "zones"],
            message: "must be at least two zones, as databases and load balancers ask",
            input: zones,
          },
        ]
      : [];
  const vpcs = [
    { path: ["network", "cidr"], cidr: network?.cidr },
    ...Object.entries(secondaryRegions).map(([region, secondary]) => ({
      path: ["secondaryRegions", region, "network", "cidr"],
      cidr: secondary?.network?.cidr,
    })),
    ...googleCidrs(google),
  ].filter((vpc): vpc is { path: string[]; cidr: string } => isCidr(vpc.cidr));
  const overlaps = overlapping(vpcs, ({ cidr }) => cidr).map(([one, other]) => ({
    path: other.path,
    message: `must not overlap ${one.path.join(".")} (${one.cidr})`,
    input: other.cidr,
  }));
  return [...tooFew, ...overlaps];
}

function googleCidrs(google: Given<Google>): { path: string[]; cidr: string | undefined }[] {
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
