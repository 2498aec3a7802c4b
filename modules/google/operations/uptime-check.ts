import {
  MonitoringUptimeCheckConfig,
  type MonitoringUptimeCheckConfigConfig,
} from "@cdktf/provider-google/lib/monitoring-uptime-check-config";
import { check, checkPattern, checkWholeNumber } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import type { AlertSet } from "./alert-policy";
import { addDefaultAlerts } from "./default-alerts";
import type { Metric } from "./metric";

export interface IUptimeCheck extends IConstruct {
  /** Id in the labels of the check's metrics. */
  readonly checkId: string;
}

export interface UptimeCheckProps {
  /** Display name, and the prefix of the names of its alerts. */
  readonly name: string;

  /** Public host name. */
  readonly host: string;

  /** Path that answers with a status of 200 to 299 while users are served. @default "/" */
  readonly path?: string;

  /** Seconds between the checks of a region: 60, 300, 600 or 900. @default 60 */
  readonly periodSeconds?: number;

  /** Seconds within which the answer arrives, 1 to 60. @default 10 */
  readonly timeoutSeconds?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<MonitoringUptimeCheckConfigConfig>;
}

/**
 * Requests by HTTPS from Google's checkers on several continents. They see what users see: DNS, certificates and the edge
 * included, also while another cloud with its own monitoring is down.
 * https://cloud.google.com/monitoring/uptime-checks
 */
export class UptimeCheck extends Construct implements IUptimeCheck {
  readonly checkId: string;

  constructor(scope: Construct, id: string, props: UptimeCheckProps) {
    super(scope, id);
    const { name, host, path = "/", periodSeconds = 60, timeoutSeconds = 10, overrides } = props;
    checkPattern(this, "path", path, /^\/\S*$/, "an absolute path");
    check(this, [60, 300, 600, 900].includes(periodSeconds), "periodSeconds", "60, 300, 600 or 900", periodSeconds);
    checkWholeNumber(this, "timeoutSeconds", timeoutSeconds, 1, 60);
    this.checkId = new MonitoringUptimeCheckConfig(this, "Default", {
      displayName: name,
      period: `${periodSeconds}s`,
      timeout: `${timeoutSeconds}s`,
      checkerType: "STATIC_IP_CHECKERS",
      logCheckFailures: true,
      monitoredResource: { type: "uptime_url", labels: { host, project_id: projectOf(this).id } },
      httpCheck: {
        path,
        port: 443,
        useSsl: true,
        validateSsl: true,
        requestMethod: "GET",
        acceptedResponseStatusCodes: [{ statusClass: "STATUS_CLASS_2XX" }],
      },
      ...overrides,
    }).uptimeCheckId;
    addDefaultAlerts(this, name, uptimeAlerts(this, periodSeconds));
  }
}

/** Whether the checks passed, from each region. */
export function passedChecks({ checkId }: Pick<IUptimeCheck, "checkId">): Metric {
  return {
    type: "monitoring.googleapis.com/uptime_check/check_passed",
    resource: "uptime_url",
    labels: { "metric.labels.check_id": checkId },
    aligner: "ALIGN_NEXT_OLDER",
    reducer: "REDUCE_COUNT_FALSE",
  };
}

function uptimeAlerts(uptimeCheck: Pick<IUptimeCheck, "checkId">, periodSeconds: number): AlertSet {
  return {
    unreachable: {
      metric: { ...passedChecks(uptimeCheck), periodSeconds: 2 * periodSeconds },
      // One region alone may have a bad path through the internet.
      above: 1,
      minutes: Math.ceil((2 * periodSeconds) / 60),
      severity: "critical",
      description: "Checks from at least two regions fail: users are not served",
    },
    expiry: {
      metric: {
        type: "monitoring.googleapis.com/uptime_check/time_until_ssl_cert_expires",
        resource: "uptime_url",
        labels: { "metric.labels.check_id": uptimeCheck.checkId },
        aligner: "ALIGN_NEXT_OLDER",
        reducer: "REDUCE_MIN",
        periodSeconds: 1200,
      },
      below: 14,
      minutes: 10,
      missingData: "ignore",
      severity: "warning",
      section: "edge-certificate-expiry",
      description: "The certificate that users see expires in less than two weeks",
    },
  };
}
