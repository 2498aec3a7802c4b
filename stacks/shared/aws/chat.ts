import type { IAlerts } from "@modules/aws/operations/alerts";
import { CHAT_REGION, ChatChannel } from "@modules/aws/operations/chat-channel";
import type { Construct } from "constructs";
import type { SlackSettings } from "../../../environments/schema/alerts";
import type { Environment } from "../../../environments/schema/environment";
import { AwsStack } from "../../base/aws-stack";

interface ChatProps {
  /** Alerts of every region. */
  readonly alerts: readonly IAlerts[];
}

/** The chat channel of an environment. Informational alerts are only sent by mail. */
class ChatStack extends AwsStack {
  constructor(scope: Construct, environment: Environment, slack: SlackSettings, { alerts }: ChatProps) {
    super(scope, environment, "chat", { region: CHAT_REGION, hasFipsEndpoints: false });
    new ChatChannel(this, "slack", {
      ...slack,
      name: this.named(`${environment.platform}-alerts`),
      topics: alerts.flatMap(({ topics }) => [topics.critical, topics.warning]),
    });
  }
}

/** Defines the stack, if the environment has a chat channel. */
export function defineChat(scope: Construct, environment: Environment, props: ChatProps): void {
  const { slack } = environment.alerts;
  if (slack) {
    new ChatStack(scope, environment, slack, props);
  }
}
