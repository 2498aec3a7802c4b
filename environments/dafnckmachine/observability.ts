import { z } from "zod";
import { positive } from "../schema/fields";

const logs = z.strictObject({
  /** Number of Elasticsearch nodes. */
  nodes: z.int().refine((nodes) => nodes === 1 || nodes >= 3, {
    error: "must be 1 or at least 3, because two nodes cannot elect a master when one fails; take one or three",
  }),
  /** JVM heap of each Elasticsearch node. A node needs twice this amount of memory. */
  heapGibibytes: positive,
  /** Volume of each Elasticsearch node. */
  storageGibibytes: positive,
  /** Number of Kibana pods, and of Logstash pods. */
  replicas: positive,
});

export type LogSettings = z.infer<typeof logs>;

const monitoring = z.strictObject({
  retentionDays: positive,
  /** Volume of Prometheus. */
  storageGibibytes: positive,
});

export type MonitoringSettings = z.infer<typeof monitoring>;

/** Logs and metrics of the cluster, besides those in CloudWatch. */
export const observabilitySchema = z.strictObject({
  logs,
  /** Prometheus and Grafana. @default none: the only metrics are CloudWatch's */
  monitoring: monitoring.optional(),
});

export type ObservabilitySettings = z.infer<typeof observabilitySchema>;
