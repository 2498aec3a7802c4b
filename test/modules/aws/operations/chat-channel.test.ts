import { ChatChannel, type ChatChannelProps } from "@modules/aws/operations/chat-channel";
import type { Json } from "@modules/checks/json";
import { only, statements } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:shop-critical";

function channel(props: Partial<ChatChannelProps> = {}): Json {
  return synth((stack) => {
    new ChatChannel(stack, "chat", {
      name: "shop-alerts",
      teamId: "T012AB3C4",
      channelId: "C012AB3CD",
      topics: [TOPIC],
      ...props,
    });
  });
}

test("shows the topics in the channel", () => {
  expect(only(channel(), "aws_chatbot_slack_channel_configuration")).toMatchObject({
    configuration_name: "shop-alerts",
    slack_team_id: "T012AB3C4",
    slack_channel_id: "C012AB3CD",
    sns_topic_arns: [TOPIC],
  });
});

test("lets members of the channel read CloudWatch, and nothing else", () => {
  const json = channel();
  const readOnly = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";

  expect(only(json, "aws_chatbot_slack_channel_configuration").guardrail_policy_arns).toEqual([readOnly]);
  expect(only(json, "aws_iam_role_policy_attachment").policy_arn).toBe(readOnly);
  expect(statements(only(json, "aws_iam_role").assume_role_policy)).toMatchObject([
    { Principal: { Service: "chatbot.amazonaws.com" } },
  ]);
  expect(json.resource.aws_iam_role_policy).toBeUndefined();
});

test("lets overrides win over what it sets", () => {
  const json = channel({ overrides: { loggingLevel: "INFO" } });

  expect(only(json, "aws_chatbot_slack_channel_configuration").logging_level).toBe("INFO");
});

test("fails when an id is not Slack's, or when there is no topic", () => {
  expect(() => channel({ teamId: "shop" })).toThrow(
    "teamId must be the id of a workspace, such as T012AB3C4, got shop",
  );
  expect(() => channel({ channelId: "#alerts" })).toThrow("channelId must be the id of a channel");
  expect(() => channel({ topics: [] })).toThrow("topics must be");
  expect(() => channel({ name: "shop alerts" })).toThrow("name must be 1 to 128");
});
