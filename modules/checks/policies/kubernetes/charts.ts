/** Charts of clusters. */
import type { Json } from "../../json";
import { list, parsedJson } from "../../model/values";
import type { Rule } from "../rule";

/** Charts whose pods request nothing unless their values say so, by the `values.yaml` of each. */
const WITHOUT_REQUESTS = new Set([
  "aws-load-balancer-controller",
  "cert-manager",
  "external-secrets",
  "kube-prometheus-stack",
  "nvidia-device-plugin",
  "prometheus-adapter",
]);

/** Whether the values keep the definitions of a chart that has them among its templates, by chart. */
const KEEPS_DEFINITIONS: Readonly<Record<string, (values: Json) => boolean>> = {
  "cert-manager": ({ crds, installCRDs }) => !(crds?.enabled || installCRDs) || crds?.keep !== false,
  "external-secrets": ({ crds, installCRDs }) =>
    installCRDs === false || crds?.annotations?.["helm.sh/resource-policy"] === "keep",
};

/** Last part of a chart's name, which may follow that of its repository. */
const chartOf = ({ chart }: Json): string => String(chart).split("/").at(-1)!;

/**
 * The values of a release: each text over the ones before it, and the settings over all. Maps merge, as in Helm. Undefined
 * when only Terraform or YAML can tell.
 */
function valuesOf({ values, set }: Json): Json {
  const parsed = list(values).map(parsedJson);
  return parsed.includes(undefined) ? undefined : [...parsed, ...list(set).map(setting)].reduce(merged, {});
}

/** The values of a setting, whose name is a path such as `crds.annotations.helm\\.sh/resource-policy`. */
function setting({ name, value }: Json): Json {
  const text = String(value);
  return String(name)
    .split(/(?<!\\)\./)
    .reduceRight(
      (inner, key) => ({ [key.replaceAll("\\", "")]: inner }),
      /^(true|false)$/.test(text) ? text === "true" : value,
    );
}

function merged(base: Json, over: Json): Json {
  return isMap(base) && isMap(over)
    ? { ...base, ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merged(base[key], value)])) }
    : over;
}

const isMap = (value: Json) => typeof value === "object" && value !== null && !Array.isArray(value);

const keep = { crds: { annotations: { "helm.sh/resource-policy": "keep" } } };
const requests = { resources: { requests: { memory: "64Mi" } } };

export const charts: readonly Rule[] = [
  {
    id: "helm-exact-version",
    name: "charts have an exact version",
    type: "helm_release",
    severity: "medium",
    topic: "software",
    holds: ({ block }) => /^v?\d+\.\d+\.\d+/.test(block.version ?? ""),
    fix: "set version to an exact version",
    broken: { version: ">1" },
    mended: { version: "1.2.3" },
    page: "https://helm.sh/docs/helm/helm_install/",
  },
  {
    id: "helm-atomic",
    name: "charts are rolled back when an installation fails",
    type: "helm_release",
    severity: "medium",
    topic: "availability",
    holds: ({ block }) => block.atomic === true,
    fix: "set atomic",
    broken: { version: "1.2.3" },
    mended: { atomic: true },
    page: "https://helm.sh/docs/helm/helm_upgrade/",
  },
  {
    id: "helm-encrypted",
    name: "charts are downloaded over an encrypted connection",
    type: "helm_release",
    severity: "high",
    topic: "encryption in transit",
    holds: ({ block }) => /^(https|oci):/.test(block.repository ?? ""),
    fix: "set repository to an https or oci URL",
    broken: { repository: "http://charts.example.com" },
    mended: { repository: "https://charts.example.com" },
    page: "https://helm.sh/docs/topics/registries/",
  },
  {
    id: "helm-definitions-kept",
    name: "charts leave their definitions in the cluster when they are removed",
    type: "helm_release",
    severity: "high",
    topic: "deletion",
    holds: ({ block }) => {
      const values = valuesOf(block);
      return values === undefined || (KEEPS_DEFINITIONS[chartOf(block)]?.(values) ?? true);
    },
    fix: 'set crds.keep of cert-manager, or crds.annotations of external-secrets to "helm.sh/resource-policy": "keep"; deleting the definitions deletes all objects, and the secrets that they own',
    broken: { chart: "external-secrets", values: ["{}"] },
    mended: { chart: "external-secrets", values: [JSON.stringify(keep)] },
    page: "https://helm.sh/docs/howto/charts_tips_and_tricks/#tell-helm-not-to-uninstall-a-resource",
  },
  {
    id: "helm-requests",
    name: "charts request memory for their pods",
    type: "helm_release",
    severity: "medium",
    topic: "capacity",
    holds: ({ block }) => {
      const texts = [...list(block.values), ...list(block.set).map(({ name }) => name)];
      return !WITHOUT_REQUESTS.has(chartOf(block)) || texts.some((text) => /\brequests\b|^\$\{/.test(text));
    },
    fix: "set resources of the chart and of its webhooks; pods without requests are evicted first",
    broken: { chart: "cert-manager", values: ["{}"] },
    mended: { chart: "cert-manager", values: [JSON.stringify(requests)] },
    page: "https://kubernetes.io/docs/concepts/workloads/pods/pod-qos/",
  },
];
