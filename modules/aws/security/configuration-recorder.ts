import {
  ConfigConfigurationRecorder,
  type ConfigConfigurationRecorderConfig,
} from "@cdktf/provider-aws/lib/config-configuration-recorder";
import { ConfigConfigurationRecorderStatus } from "@cdktf/provider-aws/lib/config-configuration-recorder-status";
import { ConfigDeliveryChannel } from "@cdktf/provider-aws/lib/config-delivery-channel";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { managedPolicyArn } from "../account";
import type { IBucket } from "../storage/bucket";
import { Role } from "./role";

export interface IConfigurationRecorder extends IConstruct {
  /** The recorder's status, for rules to depend on: AWS refuses rules in a region before its recorder runs. */
  readonly running: ITerraformDependable;
}

export interface ConfigurationRecorderProps {
  /** Name of the recorder, its channel and its role, 1 to 64 characters. */
  readonly name: string;

  /** Bucket whose policy allows AWS Config to deliver, as that of `AuditBucket` does; it may be in another region. */
  readonly bucket: IBucket;

  /**
   * Record IAM as well. Its configuration is the same in every region, so set it in one region of an account only.
   * @default true
   */
  readonly globalTypes?: boolean;

  /** Arguments of the recorder that replace what this module sets. @default none */
  readonly overrides?: Partial<ConfigConfigurationRecorderConfig>;
}

/**
 * AWS Config in a region: it records every change of the configuration and delivers a snapshot each day. An account has
 * one recorder and one delivery channel in each region.
 * https://docs.aws.amazon.com/config/latest/developerguide/stop-start-recorder.html
 */
export class ConfigurationRecorder extends Construct implements IConfigurationRecorder {
  readonly running: ITerraformDependable;

  constructor(scope: Construct, id: string, props: ConfigurationRecorderProps) {
    super(scope, id);
    const { name, bucket, globalTypes = true, overrides } = props;
    const role = new Role(this, "role", {
      name,
      description: "AWS Config",
      assumedBy: "config.amazonaws.com",
      managedPolicies: { config: managedPolicyArn(this, "service-role/AWS_ConfigRole") },
    });
    bucket.grantPut(role, "AWSLogs/");
    const recorder = new ConfigConfigurationRecorder(this, "Default", {
      name,
      roleArn: role.arn,
      recordingGroup: { allSupported: true, includeGlobalResourceTypes: globalTypes },
      ...overrides,
    });
    const channel = new ConfigDeliveryChannel(this, "channel", {
      name,
      s3BucketName: bucket.nameWithPolicy,
      snapshotDeliveryProperties: { deliveryFrequency: "TwentyFour_Hours" },
      dependsOn: [recorder],
    });
    this.running = new ConfigConfigurationRecorderStatus(this, "status", {
      name: recorder.name,
      isEnabled: true,
      dependsOn: [channel],
    });
  }
}
