/** Finds in CloudTrail who may have changed a resource. */
import type { Json } from "@modules/checks/json";
import { run } from "../run";

/** A call that changed a resource. */
export interface ManagementEvent {
  /** Name of the call, such as `PutBucketTagging`. */
  readonly name: string;
  readonly by: string;
  /** Time in ISO 8601. */
  readonly at: string;
}

/** Maximum number of events to show for a resource, the newest first. */
const MOST = 3;

/**
 * Calls of the last 90 days that changed a resource. Empty when CloudTrail cannot be read, because drift is reported
 * without it too. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events-cli.html
 *
 * @param resource id, name or ARN, as the service names the resource in its events
 */
export async function eventsOf(resource: string, region: string, env: NodeJS.ProcessEnv): Promise<ManagementEvent[]> {
  const lookup = ["--lookup-attributes", `AttributeKey=ResourceName,AttributeValue=${resource}`, "--max-results", "20"];
  const args = ["cloudtrail", "lookup-events", ...lookup, "--region", region, "--output", "json"];
  try {
    const { status, stdout } = await run("aws", args, { env });
    const events: Json[] = status === 0 ? JSON.parse(stdout).Events : [];
    return events
      .filter(({ ReadOnly }) => ReadOnly !== "true")
      .slice(0, MOST)
      .map(({ EventName, Username, EventTime }) => ({ name: EventName, by: Username ?? "AWS", at: timeOf(EventTime) }));
  } catch {
    return [];
  }
}

/** The CLI prints seconds or ISO 8601, as its `cli_timestamp_format` says. */
function timeOf(time: number | string): string {
  return new Date(typeof time === "number" ? time * 1000 : time).toISOString();
}
