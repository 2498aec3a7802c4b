import { manifests, resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../../environments/lp/production";
import { stacks } from "../../../../../support/stacks";

const observability = stacks["lp-production-observability"]!;
const objects = manifests(observability);
const alertmanager = objects["Alertmanager/alertmanager"]!.spec;

test("receives the alerts of Prometheus", () => {
  expect(objects["Prometheus/prometheus"]!.spec.alerting.alertmanagers).toEqual([
    { namespace: "monitoring", name: "alertmanager-operated", port: "web" },
  ]);
});

test("publishes alerts to the SNS topic of CloudWatch's alarms", () => {
  const { receivers } = objects[`AlertmanagerConfig/${alertmanager.alertmanagerConfiguration.name}`]!.spec;

  expect(receivers[0].snsConfigs).toMatchObject([
    {
      topicARN: expect.stringContaining("lp-production-security"),
      sigv4: { region: production.account.region },
    },
  ]);
});

test("signs its requests as the pod identity that may publish", () => {
  const associations = resources(stacks["lp-production-kubernetes"]!, "aws_eks_pod_identity_association");
  const account = observability.resource.kubernetes_service_account_v1["alertmanager-account"];

  expect(associations).toContainEqual(
    expect.objectContaining({ namespace: "monitoring", service_account: account.metadata.name }),
  );
});
