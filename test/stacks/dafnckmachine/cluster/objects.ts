/** Finds Kubernetes objects in the stacks of DafnckMachine. */
import type { Json } from "@modules/checks/json";
import { stacks } from "../../../support/stacks";

/** Resources of the workloads stack. */
export function workloads(environment = "production"): Json {
  return stacks[`dafnckmachine-${environment}-workloads`]!.resource;
}

export function deployment(name: string, environment?: string): Json {
  return Object.values<Json>(workloads(environment).kubernetes_deployment_v1).find(
    ({ metadata }) => metadata.name === name,
  );
}

/** A custom resource. */
export function manifest(kind: string, name: string, environment?: string): Json {
  const found = Object.values<Json>(workloads(environment).kubernetes_manifest).find(
    ({ manifest }) => manifest.kind === kind && manifest.metadata.name === name,
  );
  return found?.manifest;
}

/** Spec of a network policy. */
export function networkPolicy(name: string): Json {
  const policies = Object.values<Json>(workloads().kubernetes_network_policy_v1);
  return policies.find(({ metadata }) => metadata.name === name).spec;
}
