import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { ALERT_PUBLISHER } from "../../../../parts/aws/eks-identities";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";

/** The operator's name for the Service of every Alertmanager of the namespace. */
export const ALERTMANAGER = { service: "alertmanager-operated" };

const { namespace, serviceAccount } = ALERT_PUBLISHER;

/** Gathers the alerts of all shards and tells of each once, where alarms of AWS are told. */
export function addAlertmanager(stack: ClusterStack<LpEnvironment>, alerts: IAlerts): void {
  const { account, observability } = stack.environment;
  const publisher = new ServiceAccount(stack, "alertmanager-account", { name: serviceAccount, namespace });
  const route = new CustomResource<IAlertmanagerConfig>(stack, "alert-route", {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1alpha1",
      kind: "AlertmanagerConfig",
      metadata: { name: "people", namespace },
      spec: {
        route: {
          receiver: "people",
          groupBy: ["alertname"],
          groupWait: "30s",
          groupInterval: "5m",
          repeatInterval: "12h",
        },
        receivers: [
          {
            name: "people",
            snsConfigs: [{ topicARN: alerts.topicArn, sigv4: { region: account.region }, sendResolved: true }],
          },
        ],
      },
    },
  });
  // Not of the type its models have, which take a claim in a StatefulSet for an object of its own.
  new CustomResource(stack, "alertmanager", {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: { name: "alertmanager", namespace },
      spec: {
        replicas: observability.prometheus.replicas,
        serviceAccountName: publisher.name,
        alertmanagerConfiguration: { name: route.name },
        // What was told already, and what is silenced.
        storage: {
          volumeClaimTemplate: { spec: volumeClaim(2) },
        },
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        securityContext: {
          runAsNonRoot: true,
          runAsUser: 1000,
          fsGroup: 2000,
          seccompProfile: { type: "RuntimeDefault" },
        },
      },
    },
    after: [publisher, route],
  });
}
