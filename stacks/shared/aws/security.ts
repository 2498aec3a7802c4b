import { EbsDefaultKmsKey } from "@cdktf/provider-aws/lib/ebs-default-kms-key";
import { EbsEncryptionByDefault } from "@cdktf/provider-aws/lib/ebs-encryption-by-default";
import { Alerts } from "@modules/aws/operations/alerts";
import { EventAlert } from "@modules/aws/operations/event-alert";
import { Key } from "@modules/aws/security/key";
import { ThreatDetection } from "@modules/aws/security/threat-detection";
import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack, setRegionAlerts } from "../../base/aws-stack";

export interface SecurityProps {
  /** Topics for single alarms, in addition to the topics of the severities. @default [] */
  readonly extraTopics?: readonly string[];
}

/** Keys, GuardDuty and the topics of alarms in one region. The network stack comes later, because its flow logs use a key. */
export class SecurityStack extends AwsStack {
  readonly keys: { readonly data: Key; readonly logs: Key };
  /** Topics to which alarms of later stacks publish. */
  readonly alerts: Alerts;
  /** GuardDuty of the region; undefined when it is disabled or another environment of the account creates it. */
  readonly threatDetection: ThreatDetection | undefined;

  constructor(
    scope: Construct,
    environment: Environment,
    { extraTopics = [] }: SecurityProps = {},
    region = environment.account.region,
  ) {
    super(scope, environment, "security", { region });
    const { platform, account, deletionProtection, security } = environment;
    const shared = { deletionWindowDays: security.keyDeletionWindowDays, deletionProtection };
    const data = new Key(this, "data-key", {
      ...shared,
      name: this.named(`${platform}-data`),
      description: "Databases, caches, volumes, file systems, images and secrets",
      // Auto Scaling and EKS attach encrypted volumes through EC2, and DynamoDB replicates tables, with service-linked
      // roles, which no stack manages.
      viaServices: [`ec2.${region}.amazonaws.com`, `dynamodb.${region}.amazonaws.com`],
    });
    const logs = new Key(this, "logs-key", {
      ...shared,
      name: this.named(`${platform}-logs`),
      description: "Log groups",
      services: [`logs.${region}.amazonaws.com`],
    });
    this.keys = { data, logs };
    this.alerts = new Alerts(this, "alerts", {
      ...shared,
      name: platform,
      nameSuffix: environment.nameSuffix,
      emails: environment.alerts.emails,
      extraTopics,
      pagingEndpoint: environment.alerts.paging ? pagingEndpoint(this) : undefined,
      services: [
        "cloudwatch",
        "events",
        "rds",
        "autoscaling",
        ...(environment.costs?.anomalies?.recipients === "immediate" ? (["costalerts"] as const) : []),
      ],
    });
    setRegionAlerts(this, this.alerts);
    if (account.createDefaults) {
      new EbsEncryptionByDefault(this, "ebs-encryption", { enabled: true });
      new EbsDefaultKmsKey(this, "ebs-key", { keyArn: data.arn });
    }
    if (account.createDefaults && security.guardDuty) {
      this.threatDetection = new ThreatDetection(this, "threat-detection", {
        protections: security.guardDutyProtections,
      });
      new EventAlert(this, "threats", {
        name: this.named(`${platform}-threats`),
        description: "GuardDuty findings of high and critical severity",
        pattern: {
          source: ["aws.guardduty"],
          "detail-type": ["GuardDuty Finding"],
          detail: { severity: [{ numeric: [">=", 7] }] },
        },
        alerts: this.alerts,
        severity: "critical",
        fields: { title: "$.detail.title", type: "$.detail.type", region: "$.region", id: "$.detail.id" },
        message: "GuardDuty in <region>: <title> (<type>, finding <id>)",
      });
    }
  }
}

/**
 * Variable with the URL of the paging service. It is sensitive, because whoever has the URL can page people. Plans read
 * it from the environment.
 */
function pagingEndpoint(stack: AwsStack): string {
  const variable = new TerraformVariable(stack, "paging_endpoint", {
    type: "string",
    description: "URL of the paging service for critical alerts, with its key",
    sensitive: true,
    nullable: false,
  });
  variable.addValidation({
    condition: `\${startswith(${variable.fqn}, "https://")}`,
    errorMessage: "The paging endpoint must be the https URL that the paging service gives an integration of SNS.",
  });
  return variable.stringValue;
}
