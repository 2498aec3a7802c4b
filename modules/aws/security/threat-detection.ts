import { GuarddutyDetector, type GuarddutyDetectorConfig } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";

/**
 * Protection plans of GuardDuty, each billed apart. The detector always analyzes flow logs, DNS queries and
 * management events.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-features-activation-model.html
 */
export type Protection =
  | "EBS_MALWARE_PROTECTION"
  | "EKS_AUDIT_LOGS"
  | "LAMBDA_NETWORK_LOGS"
  | "RDS_LOGIN_EVENTS"
  | "S3_DATA_EVENTS";

export interface ThreatDetectionProps {
  /** Protection plans to enable. @default [] */
  readonly protections?: readonly Protection[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<GuarddutyDetectorConfig>;
}

/** GuardDuty in a region. An account has one detector per region. */
export class ThreatDetection extends Construct {
  readonly detectorId: string;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    const { protections = [], overrides } = props;
    const detector = new GuarddutyDetector(this, "Default", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
      ...overrides,
    });
    for (const name of protections) {
      new GuarddutyDetectorFeature(this, name.toLowerCase().replaceAll("_", "-"), {
        detectorId: detector.id,
        name,
        status: "ENABLED",
      });
    }
    this.detectorId = detector.id;
  }
}
