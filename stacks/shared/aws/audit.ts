import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { GuarddutyPublishingDestination } from "@cdktf/provider-aws/lib/guardduty-publishing-destination";
import { Inspector2Enabler } from "@cdktf/provider-aws/lib/inspector2-enabler";
import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import type { IAlerts } from "@modules/aws/operations/alerts";
import { EventAlert } from "@modules/aws/operations/event-alert";
import { partitionOf } from "@modules/aws/partition";
import { AuditBucket } from "@modules/aws/security/audit-bucket";
import { ConfigRules, type ManagedRule } from "@modules/aws/security/config-rules";
import { ConfigurationRecorder } from "@modules/aws/security/configuration-recorder";
import { type IKey, Key } from "@modules/aws/security/key";
import { findingsKeyStatement, type IThreatDetection } from "@modules/aws/security/threat-detection";
import { Trail, trailKeyStatement } from "@modules/aws/security/trail";
import type { IBucket } from "@modules/aws/storage/bucket";
import { LogBucket } from "@modules/aws/storage/log-bucket";
import type { Construct } from "constructs";
import type { AuditSettings, Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";
import type { ByRegion } from "../../parts/aws/regions";

interface AuditProps {
  readonly settings: AuditSettings;
  readonly alerts: IAlerts;
  /**
   * Audit stack of the primary region, to whose bucket the recorders of other regions deliver. @default none: this
   * stack is in the primary region
   */
  readonly primary?: AuditStack;
  /** GuardDuty of the region, whose findings are also kept in the bucket. @default none */
  readonly threatDetection?: IThreatDetection;
}

/** AWS Config rules that apply to every account. */
const RULES: Readonly<Record<string, ManagedRule>> = {
  "encrypted-buckets": { identifier: "S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED" },
  "encrypted-volumes": { identifier: "ENCRYPTED_VOLUMES" },
  "open-security-groups": {
    identifier: "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
    parameters: { authorizedTcpPorts: "80,443" },
  },
  "administrator-policies": { identifier: "IAM_POLICY_NO_STATEMENTS_WITH_ADMIN_ACCESS" },
  "console-mfa": { identifier: "MFA_ENABLED_FOR_IAM_CONSOLE_ACCESS" },
};

/** Rules of the functions Identify, Protect, Detect and Recover of the NIST Cybersecurity Framework. */
const NIST_CSF: Readonly<Record<string, ManagedRule>> = {
  "trail-enabled": { identifier: "CLOUD_TRAIL_ENABLED" },
  "trail-validated": { identifier: "CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED" },
  "threats-detected": { identifier: "GUARDDUTY_ENABLED_CENTRALIZED" },
  "keys-rotated": { identifier: "CMK_BACKING_KEY_ROTATION_ENABLED" },
  "databases-encrypted": { identifier: "RDS_STORAGE_ENCRYPTED" },
  "databases-private": { identifier: "RDS_INSTANCE_PUBLIC_ACCESS_CHECK" },
  "databases-backed-up": { identifier: "DB_INSTANCE_BACKUP_ENABLED" },
  "tables-recoverable": { identifier: "DYNAMODB_PITR_ENABLED" },
  "root-without-keys": { identifier: "IAM_ROOT_ACCESS_KEY_CHECK" },
  "root-mfa": { identifier: "ROOT_ACCOUNT_MFA_ENABLED" },
  "flow-logs": { identifier: "VPC_FLOW_LOGS_ENABLED" },
};

/** Standards of Security Hub, by construct id. */
const STANDARDS = {
  "foundational-standard": "standards/aws-foundational-security-best-practices/v/1.0.0",
  "nist-standard": "standards/nist-800-53/v/5.0.0",
};

/**
 * Records for auditors in a region: AWS Config with its rules, Security Hub, Access Analyzer and Inspector, and in the
 * primary region the trail of all regions. An account has each of them once, so the environment with
 * `account.createDefaults` creates them.
 */
class AuditStack extends AwsStack {
  readonly bucket: IBucket;
  /** Key of the trail's files and of the findings. */
  readonly key: IKey;

  constructor(
    scope: Construct,
    environment: Environment,
    { settings, alerts, primary, threatDetection }: AuditProps,
    region = environment.account.region,
  ) {
    super(scope, environment, "audit", { region });
    const { platform } = environment;
    const { bucket, key } = primary ?? this.addTrail(settings);
    this.bucket = bucket;
    this.key = key;
    if (threatDetection) {
      new GuarddutyPublishingDestination(this, "findings", {
        detectorId: threatDetection.detectorId,
        // GuardDuty checks the bucket's policy when it gets the destination.
        destinationArn: `arn:${partitionOf(region)}:s3:::${bucket.nameWithPolicy}`,
        kmsKeyArn: key.arn,
      });
    }
    const recorder = new ConfigurationRecorder(this, "recorder", {
      name: this.named(`${platform}-config`),
      bucket: this.bucket,
      globalTypes: !primary,
    });
    new ConfigRules(this, "rules", { recorder, rules: RULES, packs: { "nist-csf": NIST_CSF } });
    const hub = new SecurityhubAccount(this, "security-hub", {
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
    });
    for (const [id, standard] of Object.entries(STANDARDS)) {
      new SecurityhubStandardsSubscription(this, id, {
        standardsArn: `arn:${partitionOf(region)}:securityhub:${region}::${standard}`,
        // AWS Config evaluates the controls of a standard, so its recorder must run.
        dependsOn: [hub, recorder.running],
      });
    }
    new Inspector2Enabler(this, "inspector", { accountIds: [environment.account.id], resourceTypes: ["ECR"] });
    // This analyzer reports access from outside the account. An analyzer of unused access would be billed by role.
    new AccessanalyzerAnalyzer(this, "analyzer", { analyzerName: this.named(`${platform}-external-access`) });
    this.addAlerts(alerts);
  }

  /** Adds alerts on urgent findings; Security Hub shows all of them. */
  private addAlerts(alerts: IAlerts): void {
    const { platform } = this.environment;
    new EventAlert(this, "vulnerable-images", {
      name: this.named(`${platform}-vulnerable-images`),
      description: "Findings of Inspector that are critical",
      pattern: {
        source: ["aws.inspector2"],
        "detail-type": ["Inspector2 Finding"],
        detail: { status: ["ACTIVE"], severity: ["CRITICAL"] },
      },
      alerts,
      severity: "warning",
      fields: { title: "$.detail.title", resource: "$.resources[0]", region: "$.region" },
      message: "Inspector in <region>: <title> (<resource>)",
    });
    new EventAlert(this, "external-access", {
      name: this.named(`${platform}-external-access`),
      description: "Access from outside of the account that Access Analyzer finds",
      pattern: {
        source: ["aws.access-analyzer"],
        "detail-type": ["Access Analyzer Finding"],
        detail: { status: ["ACTIVE"] },
      },
      alerts,
      severity: "warning",
      fields: { resource: "$.detail.resource", type: "$.detail.resourceType", region: "$.region", id: "$.detail.id" },
      message:
        "Access Analyzer in <region>: <resource> (<type>) admits others than this account; archive finding <id> where that is intended, as for the roles of the pipeline",
    });
  }

  private addTrail({ bucket: name, retentionDays }: AuditSettings): { bucket: IBucket; key: IKey } {
    const { platform, deletionProtection, security } = this.environment;
    const key = new Key(this, "trail-key", {
      name: this.named(`${platform}-trail`),
      description: "Files of the trail, and findings of GuardDuty",
      deletionWindowDays: security.keyDeletionWindowDays,
      deletionProtection,
      policy: [trailKeyStatement(this), findingsKeyStatement(this)],
    });
    const bucket = new AuditBucket(this, "records", {
      name: this.named(name),
      expirationDays: retentionDays,
      accessLogs: new LogBucket(this, "access-logs", { name: this.named(`${name}-access-logs`), deletionProtection }),
      deletionProtection,
    });
    new Trail(this, "trail", { name: this.named(`${platform}-management-events`), bucket, key });
    return { bucket, key };
  }
}

/** Defines the audit stacks of an environment with `audit`, one in each region. */
export function defineAudit(
  scope: Construct,
  environment: Environment,
  regions: ByRegion<Pick<AuditProps, "alerts" | "threatDetection">>,
): void {
  const { audit: settings, account, secondaryRegions } = environment;
  if (!settings || !account.createDefaults) {
    return;
  }
  const propsOf = (region: string) => {
    const { alerts, threatDetection } = regions.get(region);
    return { settings, alerts, threatDetection };
  };
  const primary = new AuditStack(scope, environment, propsOf(account.region));
  for (const region of Object.keys(secondaryRegions)) {
    new AuditStack(scope, environment, { ...propsOf(region), primary }, region);
  }
}
