import { expect, test } from "vitest";
import { production } from "../../../../../../environments/dafnckmachine/production";
import { stacks } from "../../../../../support/stacks";

const { elasticsearch: release } = stacks["dafnckmachine-production-observability"]!.resource.helm_release;
const values = JSON.parse(release.values[0]);
const [nodeSet] = values.nodeSets;
const { nodes, heapGibibytes, storageGibibytes } = production.observability!.logs;

test("installs a pinned release of the chart", () => {
  expect(release).toMatchObject({ chart: "eck-elasticsearch", version: "0.18.0" });
});

test("runs the environment's nodes with memory of twice their heap", () => {
  const [{ env, resources }] = nodeSet.podTemplate.spec.containers;

  expect(nodeSet.count).toBe(nodes);
  expect(env[0].value).toContain(`MaxHeapSize=${heapGibibytes}g`);
  expect(resources.limits.memory).toBe(`${2 * heapGibibytes}Gi`);
});

test("gives each node a volume of the environment's size", () => {
  expect(nodeSet.volumeClaimTemplates[0].spec.resources.requests.storage).toBe(`${storageGibibytes}Gi`);
});

test("keeps the volumes of a deleted cluster in production", () => {
  expect(values.volumeClaimDeletePolicy).toBe("DeleteOnScaledownOnly");
});

test("serves TLS under the name that clients use", () => {
  expect(values.http.tls.selfSignedCertificate.subjectAltNames).toEqual([
    { dns: "elasticsearch.logging.svc.cluster.local" },
  ]);
});

test("has a user of its own for writing logs", () => {
  expect(values.auth).toEqual({ fileRealm: [{ secretName: "log-writer" }], roles: [{ secretName: "log-writer" }] });
});

test("needs no privileged container, as it uses no memory maps", () => {
  expect(nodeSet.config).toEqual({ "node.store.allow_mmap": false });
});
