import { createHash } from "node:crypto";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { literal, placeFile } from "@modules/config/file";
import { ConfigMap } from "@modules/kubernetes/configuration/config-map";
import { resourcesOf } from "@modules/kubernetes/resources-of";
import type { IConstruct } from "constructs";
import type { ClusterStack } from "../cluster-stack";
import { ADMINISTRATOR_SECRET, CA_SECRET, ELASTICSEARCH, elasticsearchYaml, STACK_VERSION } from "./elasticsearch";
import { KIBANA_CA_SECRET, KIBANA_URL } from "./kibana";
import { savedObjects } from "./kibana-objects";
import { indexTemplates, lifecyclePolicies } from "./log-indexes";
import { PIPELINES } from "./logstash";

const ES = `https://${ELASTICSEARCH.host}:${ELASTICSEARCH.port}`;
const JSON_TYPE = "--header 'Content-Type: application/json'";

/** Each step may be taken again; what is wrong with one stands in the job's log. */
const SCRIPT = `set -eu
cd /setup
elasticsearch() { curl --silent --show-error --fail --cacert /certificates/elasticsearch/ca.crt --user "elastic:$PASSWORD" "$@"; echo; }
kibana() { curl --silent --show-error --fail --cacert /certificates/kibana/ca.crt --user "elastic:$PASSWORD" "$@"; echo; }
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
): void {
  const files = {
    ...prefixed("ilm-", lifecyclePolicies(), ".json"),
    ...prefixed("index-template-", indexTemplates(nodes), ".json"),
  };
  const dashboards = prefixed("", savedObjects(), ".ndjson");
  placeFiles(stack, "elk/dafnckmachine", { ...files, "elasticsearch.yml": elasticsearchYaml() });
  placeFiles(stack, "elk/dafnckmachine/kibana", dashboards);
  placeFiles(stack, "elk/dafnckmachine/logstash", prefixed("", PIPELINES, ".conf"));
  const data = { ...files, ...dashboards, "setup.sh": literal(SCRIPT) };
  // A job cannot be changed, only replaced by one of another name.
  const hash = createHash("sha256")
    .update(JSON.stringify([STACK_VERSION, data]))
    .digest("hex")
    .slice(0, 8);
  const configuration = new ConfigMap(stack, "logging-setup-files", { name: "logging-setup", namespace, data });
  new JobV1(stack, "logging-setup", {
    metadata: { name: `logging-setup-${hash}`, namespace },
    spec: { backoffLimit: 4, activeDeadlineSeconds: 1500, template: pods(configuration.name) },
    waitForCompletion: true,
    timeouts: { create: "30m", update: "30m" },
    dependsOn: resourcesOf(...after),
  });
}

function pods(configMap: string) {
  return {
    metadata: { labels: { app: "logging-setup" } },
    spec: {
      restartPolicy: "Never",
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: "1000",
        fsGroup: "1000",
        seccompProfile: { type: "RuntimeDefault" },
      },
      container: [
        {
          name: "setup",
          // It has curl, and the nodes have it already.
          image: `docker.elastic.co/elasticsearch/elasticsearch:${STACK_VERSION}`,
          command: ["bash", "/setup/setup.sh"],
          env: [{ name: "PASSWORD", valueFrom: { secretKeyRef: { name: ADMINISTRATOR_SECRET, key: "elastic" } } }],
          resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"] },
          },
          volumeMount: [
            { name: "setup", mountPath: "/setup", readOnly: true },
            { name: "elasticsearch", mountPath: "/certificates/elasticsearch", readOnly: true },
            { name: "kibana", mountPath: "/certificates/kibana", readOnly: true },
            { name: "tmp", mountPath: "/tmp" },
          ],
        },
      ],
      volume: [
        { name: "setup", configMap: { name: configMap } },
        { name: "elasticsearch", secret: { secretName: CA_SECRET } },
        { name: "kibana", secret: { secretName: KIBANA_CA_SECRET } },
        { name: "tmp", emptyDir: { sizeLimit: "16Mi" } },
      ],
    },
  };
}

function placeFiles(stack: ClusterStack, folder: string, texts: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(texts)) {
    placeFile(stack, `${folder}/${name}`, text);
  }
}

function prefixed(prefix: string, texts: Readonly<Record<string, string>>, ending: string): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${prefix}${name}${ending}`, text]));
}
