import { DbEventSubscription, type DbEventSubscriptionConfig } from "@cdktf/provider-aws/lib/db-event-subscription";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IAlerts } from "../operations/alerts";

/**
 * Categories of events that need a person's attention, by source type.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
const CATEGORIES = {
  "db-instance": ["availability", "failover", "failure", "low storage", "recovery"],
  "db-cluster": ["failover", "failure", "global-failover"],
} as const;

export interface DatabaseEventsProps {
  /** Name of the subscription: 1 to 255 letters, digits and hyphens. */
  readonly name: string;

  readonly sourceType: keyof typeof CATEGORIES;

  /** Identifiers of the instances or clusters. */
  readonly identifiers: readonly string[];

  /**
   * Alerts whose critical topic receives the events. The topic's policy must allow RDS to publish: `services: ["rds"]`.
   */
  readonly alerts: IAlerts;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<DbEventSubscriptionConfig>;
}

/** An event subscription that notifies people within a minute when RDS restarts, fails over or loses a database. */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseEventsProps) {
    super(scope, id);
    const { name, sourceType, identifiers, alerts, overrides } = props;
    checkPattern(this, "name", name, /^[A-Za-z][A-Za-z0-9-]{0,254}$/, "1 to 255 letters, digits and hyphens");
    new DbEventSubscription(this, "Default", {
      name,
      snsTopic: alerts.topics.critical,
      sourceType,
      sourceIds: [...identifiers],
      eventCategories: [...CATEGORIES[sourceType]],
      ...overrides,
    });
  }
}
