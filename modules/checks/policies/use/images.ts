/** Pods pull images of Docker Hub through the cache that their environment has. */
import type { Json } from "../../json";
import { containersOf, WORKLOADS, workloadWith } from "../../model/pods/templates";
import { isExpression, list, parsedJson } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

const CACHE = "aws_ecr_pull_through_cache_rule";
const MANIFEST = "kubernetes_manifest";

const HUB = /^((index|registry-1)\.)?docker\.io$/;

/**
 * Whether the image comes from Docker Hub: its host says so, or it has none. The first part of a name is a host when it
 * has a dot or a port, or is `localhost`.
 * https://pkg.go.dev/github.com/distribution/reference
 */
function isOnHub(image: string): boolean {
  const [host = "", ...path] = image.split("/");
  const hasHost = path.length > 0 && (/[.:]/.test(host) || host === "localhost");
  return hasHost ? HUB.test(host) : !isExpression(host);
}

/**
 * Whether the environment has a cache and the pods can use it. Nodes of GKE do not log in to ECR; their containerd asks
 * Google's mirror of Docker Hub first: https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
 */
function hasCache({ stack }: Resource, all: Resources): boolean {
  const json = all.stack(stack)?.json ?? {};
  const onGke = /gke-gcloud-auth-plugin/.test(JSON.stringify(json.provider ?? {}));
  const rules = all.of(CACHE).filter((rule) => all.groupOf(rule.stack) === all.groupOf(stack));
  return !onGke && rules.some(({ block }) => block.upstream_registry_url === "registry-1.docker.io");
}

/** Says what makes a release pull from Docker Hub: a value, or the registry that kube-prometheus-stack itself has for Grafana. */
function hubOf({ block }: Resource): string | undefined {
  const values = String(list(block.values)[0] ?? "{}");
  if (/"((index|registry-1)\.)?docker\.io["/]/.test(values)) {
    return "docker.io in the values";
  }
  const { grafana = {} } = parsedJson(values) ?? { grafana: { enabled: false } };
  const { enabled = true, image, initChownData } = grafana;
  const registries = [image?.registry, initChownData?.image?.registry];
  return block.chart === "kube-prometheus-stack" && enabled && registries.some((one) => one === undefined)
    ? "no registry in the values grafana.image and grafana.initChownData.image"
    : undefined;
}

/** The image of a workload or a manifest that comes from Docker Hub. */
function imageOnHub({ block }: Resource): string | undefined {
  const images = block.manifest
    ? [...JSON.stringify(block.manifest).matchAll(/"image":"([^"]+)"/g)].map(([, image]) => image!)
    : containersOf(block).flatMap(({ image }) => (image ? [String(image)] : []));
  return images.find(isOnHub);
}

/** A workload, or the manifest of one, whose pods have a container with the image. */
function podsWith(type: string, image: string): Json {
  return type === MANIFEST
    ? { manifest: { kind: "StatefulSet", spec: { template: { spec: { containers: [{ image }] } } } } }
    : workloadWith(type, { container: [{ image }] });
}

const BESIDE = { [CACHE]: { it: { upstream_registry_url: "registry-1.docker.io" } } };
const CACHED = "111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/grafana/grafana:v1";

const shared = {
  severity: "low",
  topic: "availability",
  fix: "begin the image with dockerHub(environment), the address of the cache",
  page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
} as const;

export const imagesUse: readonly Rule[] = [
  ...[...WORKLOADS, MANIFEST].map(
    (type): Rule => ({
      ...shared,
      id: `${type.replace(/_v1$/, "").replaceAll("_", "-")}-docker-hub`,
      name: `${type} pulls images of Docker Hub through the environment's cache`,
      type,
      holds: (resource, all) => imageOnHub(resource) === undefined || !hasCache(resource, all),
      found: (resource) => imageOnHub(resource) ?? "",
      broken: podsWith(type, "grafana/grafana:v1"),
      brokenBeside: BESIDE,
      mended: podsWith(type, CACHED),
      beside: BESIDE,
    }),
  ),
  {
    ...shared,
    id: "helm-release-docker-hub",
    name: "helm_release pulls images of Docker Hub through the environment's cache",
    type: "helm_release",
    holds: (resource, all) => hubOf(resource) === undefined || !hasCache(resource, all),
    found: (resource) => hubOf(resource) ?? "",
    broken: { values: ['{"global":{"hub":"docker.io/istio"}}'] },
    brokenBeside: BESIDE,
    mended: { values: [`{"global":{"hub":"${CACHED}"}}`] },
    beside: BESIDE,
  },
];
