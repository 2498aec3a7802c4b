import {
  LoggingProjectBucketConfig,
  type LoggingProjectBucketConfigConfig,
} from "@cdktf/provider-google/lib/logging-project-bucket-config";
import { LoggingProjectExclusion } from "@cdktf/provider-google/lib/logging-project-exclusion";
import { LoggingProjectSink } from "@cdktf/provider-google/lib/logging-project-sink";
import { checkLength, checkWholeNumber } from "@modules/core/checks";
import { Construct } from "constructs";
import { LOG_RETENTION_DAYS } from "../limits";
import { projectOf } from "../project";

export interface LogBucketProps {
  /**
   * Name of the log bucket: 1 to 100 letters, digits, dots, hyphens and underscores. The name stays taken for 7 days
   * after a deletion.
   */
  readonly name: string;

  /** Ids of the logs to keep, such as `compute.googleapis.com/vpc_flows`; at least one. */
  readonly logs: readonly string[];

  /** Days that log entries are kept, 1 to 3650. */
  readonly retentionDays: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LoggingProjectBucketConfigConfig>;
}

/** A Cloud Logging bucket in the project's region for some of the project's logs, which the default bucket then excludes. */
export class LogBucket extends Construct {
  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { name, logs, retentionDays, overrides } = props;
    checkLength(this, "logs", logs, 1);
    checkWholeNumber(this, "retentionDays", retentionDays, LOG_RETENTION_DAYS.min, LOG_RETENTION_DAYS.max);
    const { id: project, region } = projectOf(this);
    const filter = logs.map((log) => `log_id("${log}")`).join(" OR ");
    const bucket = new LoggingProjectBucketConfig(this, "Default", {
      project,
      location: region,
      bucketId: name,
      retentionDays,
      description: `Keeps ${logs.join(", ")}`,
      ...overrides,
    });
    // Within a project a sink needs no permission to write; https://cloud.google.com/logging/docs/export/configure_export_v2
    const sink = new LoggingProjectSink(this, "sink", {
      name,
      destination: `logging.googleapis.com/${bucket.id}`,
      filter,
      uniqueWriterIdentity: true,
    });
    // Without the exclusion the project's default bucket keeps, and bills, a second copy.
    new LoggingProjectExclusion(this, "exclusion", {
      name,
      filter,
      description: `Kept in the bucket ${name}`,
      dependsOn: [sink],
    });
  }
}
