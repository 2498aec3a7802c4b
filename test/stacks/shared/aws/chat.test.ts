import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { stacks } from "../../../support/stacks";

test.each([
  ["dafnckmachine", 6],
  ["freeagentics", 4],
  ["lp", 4],
  ["phoenix-rooivalk", 4],
])("shows critical alerts and warnings of every region of %s, and no informational ones", (platform, topics) => {
  const json = stacks[`${platform}-production-chat-us-west-2`]!;
  const shown: string[] = only(json, "aws_chatbot_slack_channel_configuration").sns_topic_arns;

  expect(new Set(shown).size).toBe(topics);
  expect(shown.every((topic) => /alerts(criticalA|warningA|_critical|_warning)/.test(topic))).toBe(true);
});

test("calls a region that has the API", () => {
  expect(stacks["lp-production-chat-us-west-2"]!.provider.aws[0].region).toBe("us-west-2");
});

test("is left out of environments without a channel", () => {
  expect(Object.keys(stacks).filter((id) => /-chat/.test(id))).toHaveLength(4);
});
