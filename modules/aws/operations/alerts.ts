import type { SnsTopicConfig } from "@cdktf/provider-aws/lib/sns-topic";
import { fail } from "@modules/core/checks";
import { SEVERITIES, type Severity } from "@modules/core/severity";
import { Construct, type IConstruct } from "constructs";
import { arn } from "../account";
import { publishStatements, Topic } from "../messaging/topic";
import { type IKey, Key } from "../security/key";
import { grant, type IRole } from "../security/role";
import { type AlertService, keyStatement, topicStatement } from "./alert-services";

export interface IAlerts extends IConstruct {
  /** ARNs of the topics, for alarms and rules in the same region. */
  readonly topics: Readonly<Record<Severity, string>>;

  /**
   * ARN of an additional topic.
   * @param name name without the suffix
   * @throws when `extraTopics` does not contain the name
   */
  extraTopic(name: string): string;

  /** Allows monitoring outside CloudWatch, such as Alertmanager, to publish to the topics. */
  grantPublish(role: IRole): void;
}

export interface AlertsProps {
  /** Prefix of the topics' names; the alias of their key is `<name>-alerts`. */
  readonly name: string;

  /** Suffix of the topics' names and of the alias, such as `-staging`. @default "" */
  readonly nameSuffix?: string;

  /** Recipients of every severity; a recipient gets alerts only after confirming the subscription. */
  readonly emails: readonly string[];

  /**
   * URL of a paging service, such as an integration of PagerDuty, to which critical alerts are posted. It contains the
   * key of the integration, so pass a sensitive variable.
   * @default none
   */
  readonly pagingEndpoint?: string;

  /**
   * Names, without the suffix, of additional topics with the same key, such as one for the database's alarms.
   * @default none
   */
  readonly extraTopics?: readonly string[];

  /** Services that publish to the topics. @default alarms of CloudWatch and rules of EventBridge */
  readonly services?: readonly AlertService[];

  /** Days in which a scheduled deletion of the key can be canceled, 7 to 30. @default 30 */
  readonly deletionWindowDays?: number;

  /** Refuse deletion of the key by Terraform. @default true */
  readonly deletionProtection?: boolean;

  /** Arguments of each topic that replace what this module sets. @default none */
  readonly overrides?: Partial<SnsTopicConfig>;
}

/** Suffixes of the topics' names. Informational alerts are only sent by mail. */
const ENDS: Record<Severity, string> = { critical: "critical", warning: "warning", informational: "email" };

/** Encrypted topics with their recipients, one for each severity, for the alarms of an account in a region. */
export class Alerts extends Construct implements IAlerts {
  readonly topics: Readonly<Record<Severity, string>>;
  /** ARNs of the topics as plain text, for files that programs other than Terraform read. */
  readonly plainTopics: Readonly<Record<Severity, string>>;

  private readonly extra: Readonly<Record<string, string>>;
  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    const { name, nameSuffix = "", extraTopics = [], services = ["cloudwatch", "events"], ...key } = props;
    const { deletionWindowDays, deletionProtection } = key;
    const names = [...SEVERITIES.map((severity) => `${name}-${ENDS[severity]}`), ...extraTopics];
    const plain = (severity: Severity) => arn(this, "sns", `${name}-${ENDS[severity]}${nameSuffix}`);
    this.plainTopics = {
      critical: plain("critical"),
      warning: plain("warning"),
      informational: plain("informational"),
    };
    const arns = names.map((topic) => arn(this, "sns", `${topic}${nameSuffix}`));
    this.key = new Key(this, "key", {
      name: `${name}-alerts${nameSuffix}`,
      description: "Alarms on their way to people",
      deletionWindowDays,
      deletionProtection,
      policy: services.map((service) => keyStatement(this, arns, service)),
    });
    this.topics = {
      critical: this.addTopic("critical", `${name}-critical${nameSuffix}`, services, props),
      warning: this.addTopic("warning", `${name}-warning${nameSuffix}`, services, props),
      informational: this.addTopic("informational", `${name}-email${nameSuffix}`, services, props),
    };
    this.extra = Object.fromEntries(
      extraTopics.map((topic) => [topic, this.addTopic(topic, `${topic}${nameSuffix}`, services, props)]),
    );
  }

  extraTopic(name: string): string {
    return this.extra[name] ?? fail(this, "extraTopics", Object.keys(this.extra).join(" or ") || "given", name);
  }

  grantPublish(role: IRole): void {
    for (const severity of SEVERITIES) {
      grant(role, `publish-${severity}-alerts`, ...publishStatements(this.topics[severity], this.key));
    }
  }

  private addTopic(id: string, name: string, services: readonly AlertService[], props: AlertsProps): string {
    const { emails, pagingEndpoint } = props;
    const topic = new Topic(this, id, {
      name,
      key: this.key,
      emails,
      httpsEndpoints: id === "critical" && pagingEndpoint ? { paging: pagingEndpoint } : {},
      policy: services.map((service) => topicStatement(this, arn(this, "sns", name), service)),
      overrides: props.overrides,
    });
    return topic.arn;
  }
}
