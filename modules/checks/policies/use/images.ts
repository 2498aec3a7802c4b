/** Pods pull images of Docker Hub through the cache that their environment has. */
import { list, nested, parsedJson } from "../../model/values";
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";

const CACHE = "aws_ecr_pull_through_cache_rule";

/** Docker Hub by its name, or a name without a host, which means Docker Hub. */
const ANONYMOUS = /^(docker\.io\/|[\w-]+(\/[\w-]+)*:)/;

/**
 * Whether the environment has a cache and the pods can use it. Nodes of GKE do not log in to ECR; their containerd asks
 * Google's mirror of Docker Hub first: https://cloud.google.com/artifact-registry/docs/pull-cached-dockerhub-images
 */
function hasCache({ stack }: Resource, all: Resources): boolean {
  const json = all.stacks.find(({ id }) => id === stack)?.json ?? {};
  const onGke = /gke-gcloud-auth-plugin/.test(JSON.stringify(json.provider ?? {}));
  const rules = all.of(CACHE).filter((rule) => all.groupOf(rule.stack) === all.groupOf(stack));
  return !onGke && rules.some(({ block }) => block.upstream_registry_url === "registry-1.docker.io");
}

/** Says what makes a release pull from Docker Hub: a value, or the registry that kube-prometheus-stack itself has for Grafana. */
function hubOf({ block }: Resource): string | undefined {
  const values = String(list(block.values)[0] ?? "{}");
  if (/"docker\.io\//.test(values)) {
    return "docker.io in the values";
  }
  const { grafana = {} } = parsedJson(values) ?? { grafana: { enabled: false } };
  const { enabled = true, image, initChownData } = grafana;
  const registries = [image?.registry, initChownData?.image?.registry];
  return block.chart === "kube-prometheus-stack" && enabled && registries.some((one) => one === undefined)
    ? "no registry in the values grafana.image and grafana.initChownData.image"
    : undefined;
}

function imagesOf({ block }: Resource): string[] {
  const pod = nested(nested(nested(block.spec).template).spec);
  return [...list(pod.container), ...list(pod.init_container)].map(({ image }) => String(image));
}

const BESIDE = { [CACHE]: { it: { upstream_registry_url: "registry-1.docker.io" } } };
const pod = (image: string) => ({ spec: { template: { spec: { container: [{ image }] } } } });
const CACHED = "111122223333.dkr.ecr.us-east-1.amazonaws.com/docker-hub/grafana/grafana:v1";

const shared = {
  severity: "low",
  topic: "availability",
  fix: "begin the image with dockerHub(environment), the address of the cache",
  page: "https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html",
} as const;

export const imagesUse: readonly Rule[] = [
  ...["kubernetes_deployment_v1", "kubernetes_daemon_set_v1", "kubernetes_job_v1"].map(
    (type): Rule => ({
      ...shared,
      id: `${type.replace(/_v1$/, "").replaceAll("_", "-")}-docker-hub`,
      name: `${type} pulls images of Docker Hub through the environment's cache`,
      type,
      holds: (resource, all) => !imagesOf(resource).some((image) => ANONYMOUS.test(image)) || !hasCache(resource, all),
      found: (resource) => imagesOf(resource).find((image) => ANONYMOUS.test(image)) ?? "",
      broken: pod("grafana/grafana:v1"),
      brokenBeside: BESIDE,
      mended: pod(CACHED),
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
