import type { IAlertmanagerConfig } from "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1alpha1/AlertmanagerConfig";
import type { Placement } from "@modules/aws/eks/eks-placement";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { CustomResource } from "@modules/kubernetes/custom-resource";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import type { LpEnvironment } from "../../../../../environments/lp/schema";
import type { ClusterStack } from "../../../../base/cluster-stack";
import { ALERT_PUBLISHER } from "../../../../parts/aws/eks-identities";
import { volumeClaim } from "../../../../parts/cluster/volume-claim";
import { POD_SECURITY_CONTEXT } from "./pod-security";

/** Service that the operator creates for the Alertmanagers of a namespace. */
export const ALERTMANAGER_SERVICE = "alertmanager-operated";

const { namespace, serviceAccount } = ALERT_PUBLISHER;

/** Alertmanager, which deduplicates the alerts of all Prometheus pods and publishes them to the SNS topic of CloudWatch's alarms. */
export function addAlertmanager(stack: ClusterStack<LpEnvironment>, alerts: IAlerts, placement: Placement): void {
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
            snsConfigs: [{ topicARN: alerts.topics.critical, sigv4: { region: account.region }, sendResolved: true }],
          },
        ],
      },
    },
  });
  // The object has no type, because the type in @kubernetes-models requires a complete PersistentVolumeClaim as the
  // template.
  new CustomResource(stack, "alertmanager", {
    manifest: {
      apiVersion: "monitoring.coreos.com/v1",
      kind: "Alertmanager",
      metadata: { name: "alertmanager", namespace },
      spec: {
        replicas: observability.prometheus.replicas,
        serviceAccountName: publisher.name,
        alertmanagerConfiguration: { name: route.name },
        // The volume stores silences and the log of sent notifications.
        storage: {
          volumeClaimTemplate: { spec: volumeClaim(2) },
        },
        resources: { requests: { cpu: "50m", memory: "64Mi" }, limits: { memory: "128Mi" } },
        nodeSelector: { ...placement.nodeSelector },
        tolerations: [...placement.tolerations],
        securityContext: POD_SECURITY_CONTEXT,
      },
    },
    after: [publisher, route],
  });
}
