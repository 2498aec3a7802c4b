/** Versions that stacks use, as products and release cycles. */
import type { Json } from "../json";
import { containersOf } from "../model/pods/templates";
import { isKnownText, list, nested, parsedJson } from "../model/values";
import type { PreparedStack } from "../prepare";

export interface Use {
  readonly product: string;
  readonly cycle: string;
  /** `<stack id> <address>` */
  readonly place: string;
}

type Version = readonly [product: string, cycle: unknown];

const major = (version: unknown) => /^\d+/.exec(String(version ?? ""))?.[0];
const minor = (version: unknown) => /\d+\.\d+/.exec(String(version ?? ""))?.[0];

/** Versions by resource type. A replica has the version of its primary, and no argument for it. */
const READERS: Readonly<Record<string, (block: Json) => Version[]>> = {
  aws_eks_cluster: ({ version }) => [["EKS", version]],
  aws_eks_node_group: ({ ami_type }) => [["Amazon Linux", /^AL(\d{4})_/.exec(ami_type ?? "")?.[1]]],
  aws_launch_template: ({ image_id }) => [
    ["Amazon Linux", /amazon-linux-latest\/al(\d{4})-/.exec(image_id ?? "")?.[1]],
  ],
  aws_db_instance: ({ engine, engine_version }) => [["PostgreSQL", engine === "postgres" && major(engine_version)]],
  aws_rds_cluster: ({ engine, engine_version }) => [
    ["PostgreSQL", engine === "aurora-postgresql" && major(engine_version)],
  ],
  aws_elasticache_replication_group: ({ engine, engine_version }) => [
    ["ElastiCache Redis OSS", engine === "redis" && minor(engine_version)],
  ],
  aws_lambda_function: ({ runtime }) => [["Lambda runtime", runtime]],
  aws_lb_listener: ({ ssl_policy }) => [["TLS policy of load balancers", ssl_policy]],
  aws_cloudfront_distribution: ({ viewer_certificate }) => [
    ["TLS policy of CloudFront", nested(viewer_certificate).minimum_protocol_version],
  ],
  aws_ecs_task_definition: ({ container_definitions }) =>
    list(parsedJson(container_definitions)).map(({ image }) => imageVersion(image)),
  google_container_cluster: ({ release_channel }) => [["GKE channel", nested(release_channel).channel]],
  google_sql_database_instance: ({ database_version }) => [
    ["PostgreSQL", /^POSTGRES_(\d+)$/.exec(database_version ?? "")?.[1]],
  ],
  google_redis_instance: ({ redis_version }) => [
    ["Memorystore Redis", /^REDIS_(\d+_\d+)$/.exec(redis_version ?? "")?.[1]?.replace("_", ".")],
  ],
  google_compute_instance_template: ({ disk }) => list(disk).map(({ source_image }) => bootImage(String(source_image))),
  helm_release: ({ chart, version }) => [[`chart ${chart}`, minor(version)]],
};

/** Registries of one's own account or project, whose images have no vendor. */
const OWN_REGISTRY = /^\d{12}\.dkr\.ecr\.|^[\w-]+-docker\.pkg\.dev\//;

/** Docker Hub by its name, or a cache of it in ECR; images there have a vendor. */
const DOCKER_HUB = /^(docker\.io|\d{12}\.dkr\.ecr\.[\w.-]+\/docker-hub[\w.-]*)\//;

function imageVersion(image: unknown): Version {
  const named = isKnownText(image) ? image.replace(DOCKER_HUB, "") : "";
  const [, name = "", tag] = OWN_REGISTRY.test(named) ? [] : (/^(.+):([^:/]+)$/.exec(named) ?? []);
  return /^(.*\/)?postgres$/.test(name) ? ["PostgreSQL", major(tag)] : [`image ${name}`, tag];
}

function bootImage(image: string): Version {
  const [, year, month] = /ubuntu-os-cloud\/ubuntu-(\d\d)(\d\d)-/.exec(image) ?? [];
  return year ? ["Ubuntu", `${year}.${month}`] : ["Container-Optimized OS", /cos-cloud\/cos-([\w-]+)/.exec(image)?.[1]];
}

/** Images of the containers of a Kubernetes workload. */
function podImages(block: Json): Version[] {
  return containersOf(block).map(({ image }) => imageVersion(image));
}

function versionsOf(type: string, block: Json): Version[] {
  return type.startsWith("kubernetes_") ? podImages(block) : (READERS[type]?.(block) ?? []);
}

/** Every version in use of which the configuration states the release cycle. */
export function usesOf(stacks: readonly PreparedStack[]): Use[] {
  return stacks.flatMap(({ id, json }) => {
    const providers = Object.values<Json>(json.terraform?.required_providers ?? {}).map(
      ({ source, version }): [Version, string] => [[`provider ${source}`, major(version)], "terraform"],
    );
    const resources = Object.entries<Record<string, Json>>(json.resource ?? {}).flatMap(([type, named]) =>
      Object.entries(named).flatMap(([name, block]) =>
        versionsOf(type, block).map((version): [Version, string] => [version, `${type}.${name}`]),
      ),
    );
    return [...providers, ...resources].flatMap(([[product, cycle], address]) =>
      isKnownText(cycle) ? [{ product, cycle, place: `${id} ${address}` }] : [],
    );
  });
}
