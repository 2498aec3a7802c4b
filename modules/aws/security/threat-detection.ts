import { GuarddutyDetector, type GuarddutyDetectorConfig } from "@cdktf/provider-aws/lib/guardduty-detector";
import { GuarddutyDetectorFeature } from "@cdktf/provider-aws/lib/guardduty-detector-feature";
import { Construct, type IConstruct } from "constructs";
import { accountOf, arn } from "../account";
import type { Statement } from "./policy";

/**
 * Protection plans of GuardDuty, each billed separately. The detector always analyzes flow logs, DNS queries and
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

export interface IThreatDetection extends IConstruct {
  readonly detectorId: string;
}

/** GuardDuty in a region. An account can have one detector in each region. */
export class ThreatDetection extends Construct implements IThreatDetection {
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

/** Conditions that limit a statement to detectors of the account, in any region. */
function ofDetectors(scope: IConstruct) {
  return {
    StringEquals: { "aws:SourceAccount": accountOf(scope).id },
    ArnLike: { "aws:SourceArn": arn(scope, "guardduty", "detector/*", "*") },
  };
}

/**
 * Statement of the policy of a key with which GuardDuty encrypts exported findings.
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_exportfindings.html
 */
export function findingsKeyStatement(scope: IConstruct): Statement {
  return {
    sid: "Findings",
    actions: ["kms:GenerateDataKey", "kms:Encrypt"],
    resources: ["*"],
    principals: { Service: "guardduty.amazonaws.com" },
    conditions: ofDetectors(scope),
  };
}

/** Statements of the policy of a bucket that GuardDuty exports findings to. */
export function findingsBucketStatements(scope: IConstruct, bucketArn: string): Statement[] {
  const guardDuty = { principals: { Service: "guardduty.amazonaws.com" }, conditions: ofDetectors(scope) };
  return [
    { sid: "FindingsLook", actions: ["s3:GetBucketLocation"], resources: [bucketArn], ...guardDuty },
    {
      sid: "FindingsDeliver",
      actions: ["s3:PutObject"],
      resources: [`${bucketArn}/AWSLogs/${accountOf(scope).id}/GuardDuty/*`],
      ...guardDuty,
    },
  ];
}
