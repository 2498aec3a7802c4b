/** Resource types of Kubernetes that make pods from a template, and the containers of their pods. */
import type { Json } from "../../json";
import { list, nested } from "../values";

export const WORKLOADS = [
  "kubernetes_cron_job_v1",
  "kubernetes_daemon_set_v1",
  "kubernetes_deployment_v1",
  "kubernetes_job_v1",
  "kubernetes_stateful_set_v1",
];

/** The template of a workload's pods: its metadata and its spec. A cron job has it in the template of its jobs. */
export function podTemplate(workload: Json): Json {
  const spec = nested(workload.spec);
  return nested(spec.template ?? nested(nested(spec.job_template).spec).template);
}

/** Containers of a workload's pods, including those that run before the others. */
export function containersOf(workload: Json): Json[] {
  const pod = nested(podTemplate(workload).spec);
  return [...list(pod.container), ...list(pod.init_container)];
}

/** Arguments of a workload whose pods have this spec. */
export function workloadWith(type: string, spec: Json): Json {
  const template = { template: { spec } };
  return { spec: type === "kubernetes_cron_job_v1" ? { job_template: { spec: template } } : template };
}
