/**
 * Checks objects against the published schemas of Kubernetes and its operators. Unknown fields are
 * faults, as for an API server with strict validation.
 */

import type { Json } from "@modules/checks/json";
import type { PreparedStack } from "@modules/checks/prepare";
import { z } from "zod";
import { objectOf } from "./kubernetes-objects";

/** Packages with schemas, by the suffix of the API group. */
const PACKAGES: Readonly<Record<string, string>> = {
  "istio.io": "@kubernetes-models/istio",
  "cert-manager.io": "@kubernetes-models/cert-manager",
  "external-secrets.io": "@kubernetes-models/external-secrets",
  "monitoring.coreos.com": "@kubernetes-models/prometheus-operator",
};

/** Schema of the AWS Load Balancer Controller. https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/spec/ */
const TARGET_GROUP_BINDING = z.strictObject({
  apiVersion: z.literal("elbv2.k8s.aws/v1beta1"),
  kind: z.literal("TargetGroupBinding"),
  metadata: z.looseObject({ name: z.string(), namespace: z.string() }),
  spec: z.strictObject({
    targetGroupARN: z.string().optional(),
    targetGroupName: z.string().optional(),
    targetType: z.enum(["instance", "ip"]).optional(),
    serviceRef: z.strictObject({ name: z.string(), port: z.union([z.int(), z.string()]) }),
    ipAddressType: z.enum(["ipv4", "ipv6"]).optional(),
    multiClusterTargetGroup: z.boolean().optional(),
    networking: z.strictObject({ ingress: z.array(z.looseObject({})) }).optional(),
    nodeSelector: z.looseObject({}).optional(),
    vpcID: z.string().optional(),
  }),
});

/** Faults of all objects in the stacks' clusters, a line each. */
export async function shapeFaults(stacks: readonly Pick<PreparedStack, "id" | "json">[]): Promise<string[]> {
  const faults = await Promise.all(stacks.flatMap(resourcesOf).map(resourceFaults));
  return faults.flat();
}

interface Resource {
  readonly path: string;
  readonly type: string;
  readonly block: Json;
}

function resourcesOf({ id, json }: Pick<PreparedStack, "id" | "json">): Resource[] {
  const types = Object.entries<Json>(json.resource ?? {}).filter(([type]) => type.startsWith("kubernetes_"));
  return types.flatMap(([type, blocks]) =>
    Object.entries<Json>(blocks).map(([name, block]) => ({ path: `${id}/${type}.${name}`, type, block })),
  );
}

async function resourceFaults({ path, type, block }: Resource): Promise<string[]> {
  const object = objectOf(type, block);
  const faults =
    object.kind === "TargetGroupBinding"
      ? (TARGET_GROUP_BINDING.safeParse(object).error?.issues ?? []).map(
          ({ path: place, message }) => `${place.join("/")} ${message}`,
        )
      : await modelFaults(object);
  return faults.map((fault) => `${path}: ${fault}`);
}

async function modelFaults(object: Json): Promise<string[]> {
  const Model = await modelOf(object);
  const watched = watch(object);
  const model = Object.assign(new Model(), watched.proxy);
  const faults = validated(model).filter((fault) => !NOT_ASKED.test(fault));
  if (faults.length > 0) {
    return faults;
  }
  return watched.unread().map((field) => `${field} is no field of a ${object.kind}`);
}

/**
 * Faults to ignore: the package's schema requires kind and API version of a volume claim template, the operator does
 * not.
 */
const NOT_ASKED = /\/volumeClaimTemplate must have required property (apiVersion|kind)$/;

function validated(model: { validate(): void }): string[] {
  try {
    model.validate();
    return [];
  } catch (error) {
    return (error as Error).message.split(", ");
  }
}

async function modelOf({ apiVersion, kind }: Json): Promise<new () => { validate(): void }> {
  const group = String(apiVersion).split("/")[0]!;
  const suffix = Object.keys(PACKAGES).find((known) => group === known || group.endsWith(`.${known}`));
  const path = `${suffix ? PACKAGES[suffix] : "kubernetes-models"}/${apiVersion}/${kind}`;
  try {
    return (await import(/* @vite-ignore */ path))[kind];
  } catch {
    throw new Error(`${apiVersion} ${kind} must have a published shape, got none at ${path}`);
  }
}

interface Watched {
  /** Proxy of the object that records which fields are read. */
  readonly proxy: Json;
  /** Paths of fields that were not read, in objects of which a field was read. */
  unread(path?: string): string[];
}

/**
 * Records reads. A validator reads all fields in its schema, and every key of a map, so an unread field is unknown to
 * the schema.
 */
function watch(value: Json): Watched {
  if (typeof value !== "object" || value === null) {
    return { proxy: value, unread: () => [] };
  }
  const read = new Set<string | symbol>();
  const fields = Object.entries<Json>(value).map(([key, inner]) => ({ key, watched: watch(inner) }));
  const copy = Array.isArray(value) ? [] : {};
  const target = Object.assign(copy, Object.fromEntries(fields.map(({ key, watched }) => [key, watched.proxy])));
  const proxy = new Proxy(target, {
    get(object, key) {
      read.add(key);
      return Reflect.get(object, key);
    },
  });
  return {
    proxy,
    unread: (path = "") =>
      read.size === 0
        ? []
        : fields.flatMap(({ key, watched }) =>
            read.has(key) || Array.isArray(value) ? watched.unread(`${path}/${key}`) : [`${path}/${key}`],
          ),
  };
}
