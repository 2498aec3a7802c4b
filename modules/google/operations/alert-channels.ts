import {
  MonitoringNotificationChannel,
  type MonitoringNotificationChannelConfig,
} from "@cdktf/provider-google/lib/monitoring-notification-channel";
import { checkLength, checkPattern } from "@modules/core/checks";
import type { Severity } from "@modules/core/severity";
import { Construct, type IConstruct } from "constructs";

export interface IAlerts extends IConstruct {
  /** Full names of the notification channels, `projects/<project>/notificationChannels/<id>`. */
  readonly channels: Readonly<Record<Severity, readonly string[]>>;

  /** The mail channels among them; a budget notifies at most five. */
  readonly mail: readonly string[];
}

export interface AlertChannelsProps {
  /** Prefix of the channels' display names. */
  readonly name: string;

  /** Recipients of every severity, at least one. Cloud Monitoring does not ask them to confirm. */
  readonly emails: readonly string[];

  /**
   * Slack channel that shows critical alerts and warnings. The token is that of a Slack app that may post there, so pass a
   * sensitive variable.
   * @default no channel
   */
  readonly slack?: { readonly channelName: string; readonly token: string };

  /**
   * Key of an integration of PagerDuty of the type Google Cloud, which critical alerts page. Pass a sensitive variable.
   * @default none
   */
  readonly pagerDutyKey?: string;

  /** Arguments of each channel that replace what this module sets. @default none */
  readonly overrides?: Partial<MonitoringNotificationChannelConfig>;
}

/**
 * Notification channels of a project by severity: mail for all of them, Slack for critical alerts and warnings, PagerDuty
 * for critical alerts. https://cloud.google.com/monitoring/support/notification-options
 */
export class AlertChannels extends Construct implements IAlerts {
  readonly channels: Readonly<Record<Severity, readonly string[]>>;
  readonly mail: readonly string[];

  constructor(scope: Construct, id: string, props: AlertChannelsProps) {
    super(scope, id);
    const { name, emails, slack, pagerDutyKey, overrides } = props;
    checkLength(this, "emails", emails, 1);
    if (slack) {
      checkPattern(this, "slack.channelName", slack.channelName, /^#[\w-]{1,80}$/, "a channel such as #alerts");
    }
    const add = (channel: string, config: MonitoringNotificationChannelConfig) =>
      new MonitoringNotificationChannel(this, channel, { ...config, ...overrides }).name;
    this.mail = emails.map((address) =>
      add(`mail-${address.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`, {
        displayName: `${name} mail to ${address}`,
        type: "email",
        labels: { email_address: address },
      }),
    );
    const chat = slack
      ? [
          add("slack", {
            displayName: `${name} ${slack.channelName}`,
            type: "slack",
            labels: { channel_name: slack.channelName },
            sensitiveLabels: { authToken: slack.token },
          }),
        ]
      : [];
    const pager = pagerDutyKey
      ? [
          add("pagerduty", {
            displayName: `${name} PagerDuty`,
            type: "pagerduty",
            sensitiveLabels: { serviceKey: pagerDutyKey },
          }),
        ]
      : [];
    this.channels = {
      critical: [...this.mail, ...chat, ...pager],
      warning: [...this.mail, ...chat],
      informational: this.mail,
    };
  }
}
