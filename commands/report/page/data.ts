/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** The data of the page, and what the views look up in it. */
import type { Cloud } from "../clouds";
import type { Estate, StackCard } from "../model/estate";

export interface Data extends Estate {
  /** Address of a resource, such as `aws_vpc.main`. */
  readonly addressOf: (resource: number) => string;
  /** Index of a resource. @param place `<stack id> <address>` */
  readonly at: (place: string) => number | undefined;
  readonly stackOf: (resource: number) => StackCard;
  readonly stackIndex: (id: string) => number | undefined;
  readonly environmentIndex: (id: string) => number | undefined;
  /** The main resource of the module that a resource is a part of; undefined for one that is no part. */
  readonly mainOf: (resource: number) => number | undefined;
  /** Name of a resource in its cloud, or else the name in its address. */
  readonly nameOf: (resource: number) => string;
}

/** Unpacks the data that the page carries. */
export async function unpack(text: string): Promise<Data> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return indexed(JSON.parse(await new Response(stream).text()));
}

/** Id of a module's main resource. */
const MAIN = "Default";

export function indexed(estate: Estate): Data {
  const { resources, stacks, types, environments } = estate;
  const addressOf = (resource: number) => `${types[resources[resource]!.t]}.${resources[resource]!.n}`;
  const places = new Map(resources.map(({ s }, index) => [`${stacks[s]!.id} ${addressOf(index)}`, index]));
  const paths = new Map(resources.map(({ s, p }, index) => [`${s} ${p}`, index]));
  const mainOf = (resource: number) => {
    const { s, p } = resources[resource]!;
    const parts = p.split("/");
    return parts
      .map((_, index) => parts.slice(0, parts.length - index - 1).join("/"))
      .flatMap((outer) => [paths.get(`${s} ${outer}/${MAIN}`), paths.get(`${s} ${outer}`)])
      .find((found) => found !== undefined && found !== resource);
  };
  const stackIds = new Map(stacks.map(({ id }, index) => [id, index]));
  const environmentIds = new Map(environments.map(({ id }, index) => [id, index]));
  return {
    ...estate,
    addressOf,
    at: (place) => places.get(place),
    mainOf,
    stackOf: (resource) => stacks[resources[resource]!.s]!,
    stackIndex: (id) => stackIds.get(id),
    environmentIndex: (id) => environmentIds.get(id),
    nameOf: (resource) => resources[resource]!.l ?? resources[resource]!.n,
  };
}

export const CLOUD_NAMES: Readonly<Record<Cloud, string>> = {
  aws: "AWS",
  google: "Google Cloud",
  cloudflare: "Cloudflare",
  kubernetes: "Kubernetes",
  other: "other",
};

export const CLOUDS = Object.keys(CLOUD_NAMES) as Cloud[];
