import { addConfigFile } from "@modules/config/config-file";
import { escapeTemplates } from "@modules/core/templates";
import { ConfigMap } from "@modules/kubernetes/workloads/config-map";
import { Job } from "@modules/kubernetes/workloads/job";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { ADMINISTRATOR_SECRET, CA_SECRET, ELASTICSEARCH, elasticsearchYaml, STACK_VERSION } from "./elasticsearch";
import { indexTemplates, lifecyclePolicies } from "./indexes";
import { KIBANA_CA_SECRET, KIBANA_URL } from "./kibana";
import { savedObjects } from "./kibana-objects";
import { PIPELINES } from "./logstash";

const ES = `https://${ELASTICSEARCH.host}:${ELASTICSEARCH.port}`;
const JSON_TYPE = "--header 'Content-Type: application/json'";

/** Each step may be taken again; what is wrong with one stands in the job's log. */
const SCRIPT = `set -eu
cd /setup
elasticsearch() { curl --silent --show-error --fail --cacert /certificates/elasticsearch/ca.crt --user "elastic:$PASSWORD" "$@" && echo; }
kibana() { curl --silent --show-error --fail --cacert /certificates/kibana/ca.crt --user "elastic:$PASSWORD" "$@" && echo; }
until elasticsearch '${ES}/_cluster/health?wait_for_status=yellow&timeout=5s'; do sleep 10; done
for file in ilm-*.json; do
  name=\${file#ilm-}
  elasticsearch --request PUT ${JSON_TYPE} --data-binary "@$file" "${ES}/_ilm/policy/\${name%.json}"
done
for file in index-template-*.json; do
  name=\${file#index-template-}
  elasticsearch --request PUT ${JSON_TYPE} --data-binary "@$file" "${ES}/_index_template/\${name%.json}"
done
until kibana '${KIBANA_URL}/api/status' >/dev/null; do sleep 10; done
for file in *.ndjson; do
  kibana --header 'kbn-xsrf: true' --form "file=@$file" '${KIBANA_URL}/api/saved_objects/_import?overwrite=true' | tee /tmp/import
  grep -q '"success":true' /tmp/import
done
`;

/** Files for Elasticsearch and Kibana, and a job that hands them over, again whenever one of them changes. */
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
  const data = { ...files, ...dashboards, "setup.sh": escapeTemplates(SCRIPT) };
  const configuration = new ConfigMap(stack, "logging-setup-files", { name: "logging-setup", namespace, data });
  return new Job(stack, "logging-setup", {
    name: "logging-setup",
    namespace,
    revision: JSON.stringify(data),
    // A new cluster takes its time.
    timeoutSeconds: 1500,
    user: 1000,
    container: {
      // It has curl, and the nodes have it already.
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
    addConfigFile(stack, `${folder}/${name}`, text);
  }
}

function prefixed(prefix: string, texts: Readonly<Record<string, string>>, ending: string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}${name}${ending}`, text]));
}
