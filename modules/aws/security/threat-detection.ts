import { GuarddutyDetector } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct } from "constructs";

/** What GuardDuty reads besides flow logs, DNS queries and management events, each at a price of its own. */
export type Protection =
  | "EBS_MALWARE_PROTECTION"
  | "EKS_AUDIT_LOGS"
  | "LAMBDA_NETWORK_LOGS"
  | "RDS_LOGIN_EVENTS"
  | "S3_DATA_EVENTS";

export interface ThreatDetectionProps {
  /** @default only what GuardDuty always reads is managed */
  readonly protections?: readonly Protection[];
}

/** GuardDuty in one region, of which an account has one. */
export class ThreatDetection extends Construct {
  readonly detectorId: string;

  constructor(scope: Construct, id: string, props: ThreatDetectionProps = {}) {
    super(scope, id);
    const { protections = [] } = props;
    const detector = new GuarddutyDetector(this, "Default", {
      enable: true,
      findingPublishingFrequency: "FIFTEEN_MINUTES",
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
