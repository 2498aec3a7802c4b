import {
  ChatbotSlackChannelConfiguration,
  type ChatbotSlackChannelConfigurationConfig,
} from "@cdktf/provider-aws/lib/chatbot-slack-channel-configuration";
import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import { managedPolicyArn } from "../account";
import { Role } from "../security/role";

export interface ChatChannelProps {
  /** Name of the configuration and of its role: 1 to 128 of `A-Za-z0-9_-`, unique in the account. */
  readonly name: string;

  /** Id of the Slack workspace, which an administrator has authorized in the console of Amazon Q Developer. */
  readonly teamId: string;

  /** Id of the channel, the last part of its link. An account has one configuration for a channel. */
  readonly channelId: string;

  /** ARNs of the topics that the channel shows, at least one, in any region. */
  readonly topics: readonly string[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<ChatbotSlackChannelConfigurationConfig>;
}

/** Region of the API; the channel shows topics of every region. https://docs.aws.amazon.com/general/latest/gr/chatbot.html */
export const CHAT_REGION = "us-west-2";

/**
 * A Slack channel that shows alarms with their graphs. From the channel, its members may only read CloudWatch. Topics
 * with a customer key need no key permission for it, because SNS decrypts messages before delivery.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/slack-setup.html
 */
export class ChatChannel extends Construct {
  constructor(scope: Construct, id: string, props: ChatChannelProps) {
    super(scope, id);
    const { name, teamId, channelId, topics, overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,128}$/, "1 to 128 of A-Za-z0-9_-");
    checkPattern(this, "teamId", teamId, /^T[A-Z0-9]{8,}$/, "the id of a workspace, such as T012AB3C4");
    checkPattern(this, "channelId", channelId, /^[CG][A-Z0-9]{8,}$/, "the id of a channel, such as C012AB3CD");
    checkLength(this, "topics", topics, 1);
    const readOnly = managedPolicyArn(this, "CloudWatchReadOnlyAccess");
    const role = new Role(this, "role", {
      name,
      description: "Draws the graphs of alarms in a chat channel",
      assumedBy: "chatbot.amazonaws.com",
      managedPolicies: { metrics: readOnly },
    });
    new ChatbotSlackChannelConfiguration(this, "Default", {
      configurationName: name,
      slackTeamId: teamId,
      slackChannelId: channelId,
      snsTopicArns: [...topics],
      iamRoleArn: role.arn,
      // Without a guardrail policy, the channel would have the permissions of an administrator.
      guardrailPolicyArns: [readOnly],
      loggingLevel: "ERROR",
      ...overrides,
    });
  }
}
