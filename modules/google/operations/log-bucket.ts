import { LoggingProjectBucketConfig } from "@cdktf/provider-google/lib/logging-project-bucket-config";
import { LoggingProjectExclusion } from "@cdktf/provider-google/lib/logging-project-exclusion";
import { LoggingProjectSink } from "@cdktf/provider-google/lib/logging-project-sink";
import { Construct } from "constructs";
import { projectOf } from "../project";

export interface LogBucketProps {
  /** 1 to 100 letters, digits, dots, hyphens and underscores; taken for a week after the bucket is deleted. */
  readonly name: string;

  /** Ids of the logs that are kept here, such as `compute.googleapis.com/vpc_flows`. */
  readonly logs: readonly string[];

  /** 1 to 3650. */
  readonly retentionDays: number;
}

/** Keeps some logs of the project in its region, for as long as is said and nowhere else. */
export class LogBucket extends Construct {
  constructor(scope: Construct, id: string, props: LogBucketProps) {
    super(scope, id);
    const { name, logs, retentionDays } = props;
    if (logs.length === 0) {
      throw new Error(`${this.node.path}: logs must name at least one log, got none`);
    }
    if (!(Number.isInteger(retentionDays) && retentionDays >= 1 && retentionDays <= 3650)) {
      throw new Error(`${this.node.path}: retentionDays must be a whole number, 1 to 3650, got ${retentionDays}`);
    }
    const { id: project, region } = projectOf(this);
    const filter = logs.map((log) => `log_id("${log}")`).join(" OR ");
    const bucket = new LoggingProjectBucketConfig(this, "Default", {
      project,
      location: region,
      bucketId: name,
      retentionDays,
      description: `Keeps ${logs.join(", ")}`,
    });
    // Within a project a sink needs no permission to write; https://cloud.google.com/logging/docs/export/configure_export_v2
    const sink = new LoggingProjectSink(this, "sink", {
      name,
      destination: `logging.googleapis.com/${bucket.id}`,
      filter,
      uniqueWriterIdentity: true,
    });
    // Otherwise the project's default bucket keeps, and bills, a second copy.
    new LoggingProjectExclusion(this, "exclusion", {
      name,
      filter,
      description: `Kept in the bucket ${name}`,
      dependsOn: [sink],
    });
  }
}
