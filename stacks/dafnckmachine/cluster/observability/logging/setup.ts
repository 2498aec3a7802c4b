import { escapeTemplates } from "@modules/core/templates";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Job } from "@modules/kubernetes/workloads/job";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { repositoryText } from "../../../../base/repository";
import { ADMINISTRATOR_SECRET, CA_SECRET, elasticsearchYaml, STACK_VERSION } from "./elasticsearch";
import { indexTemplates, lifecyclePolicies } from "./indexes";
import { KIBANA_CA_SECRET } from "./kibana";
import { savedObjects } from "./kibana-objects";
import { PIPELINES } from "./logstash";

/** Script of the job, every step of which can be repeated. A test compares its URLs with those of the services. */
const SCRIPT = "config/elk/dafnckmachine/setup.sh";

/** A job that uploads lifecycle policies, index templates and dashboards; a change of a file runs it again. */
export function addLoggingSetup(
  stack: ClusterStack,
  namespace: string,
  nodes: number,
  after: readonly IConstruct[],
): Job {
  const files = {
    ...prefixed("ilm-", lifecyclePolicies(), ".json"),
    ...prefixed("index-template-", indexTemplates(nodes), ".json"),
  };
  const dashboards = prefixed("", savedObjects(), ".ndjson");
  placeFiles(stack, "elk/dafnckmachine", { ...files, "elasticsearch.yml": elasticsearchYaml() });
  placeFiles(stack, "elk/dafnckmachine/kibana", dashboards);
  placeFiles(stack, "elk/dafnckmachine/logstash", prefixed("", PIPELINES, ".conf"));
  const data = { ...files, ...dashboards, "setup.sh": escapeTemplates(repositoryText(SCRIPT)) };
  const configuration = new ConfigMap(stack, "logging-setup-files", { name: "logging-setup", namespace, data });
  return new Job(stack, "logging-setup", {
    name: "logging-setup",
    namespace,
    revision: JSON.stringify(data),
    // The timeout is long, because a new Elasticsearch cluster starts slowly.
    timeoutSeconds: 1500,
    user: 1000,
    container: {
      // The image has curl, and nodes have already pulled it.
      image: `docker.elastic.co/elasticsearch/elasticsearch:${STACK_VERSION}`,
      command: ["bash", "/setup/setup.sh"],
      secrets: { PASSWORD: { secret: ADMINISTRATOR_SECRET, key: "elastic" } },
      mounts: {
        setup: { path: "/setup", source: { configMap: configuration } },
        elasticsearch: { path: "/certificates/elasticsearch", source: { secret: CA_SECRET } },
        kibana: { path: "/certificates/kibana", source: { secret: KIBANA_CA_SECRET } },
      },
      requests: { cpu: "50m", memory: "64Mi" },
      limits: { memory: "128Mi" },
    },
    after,
  });
}

function placeFiles(stack: ClusterStack, folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    stack.render(`${folder}/${name}`, text);
  }
}

function prefixed(prefix: string, texts: Readonly<Record<string, string>>, ending: string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}${name}${ending}`, text]));
}
