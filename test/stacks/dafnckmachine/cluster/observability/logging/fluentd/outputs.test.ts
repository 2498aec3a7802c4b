import { expect, test } from "vitest";
import { stacks } from "../../../../../../support/stacks";

const { kubernetes_config_map_v1: maps } = stacks["dafnckmachine-production-observability"]!.resource;
const text: string = maps["fluentd-configuration"].data["fluent.conf"];

test("gives every record that Elasticsearch creates an id, without which Fluentd drops it", () => {
  const created = [...text.matchAll(/<match (.+)>\n {2}@type elasticsearch\n/g)].map(([, patterns]) => patterns!);
  const [, identified] = /<filter (.+)>\n {2}@type elasticsearch_genid/.exec(text)!;

  expect(created).toHaveLength(2);
  expect(identified!.split(" ")).toEqual(created);
  expect(text.match(/id_key _hash\n {2}remove_keys _hash/g)).toHaveLength(2);
});

test("buffers every output but stdout on the node's disk", () => {
  const paths = [...text.matchAll(/path (\/var\/log\/fluentd-buffers\/\S+)/g)].map(([, path]) => path);

  expect(new Set(paths).size).toBe(3);
  expect(text.match(/overflow_action block/g)).toHaveLength(3);
});
