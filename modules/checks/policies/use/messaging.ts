/** Queues and topics have a sender and a reader. */
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { found, grant, isUsedBeside } from "./references";
import { usesOf } from "./uses";

/** Whether others send to the queue what they could not deliver. */
function isDeadLetterQueue(queue: Resource, all: Resources): boolean {
  return usesOf(all)
    .of(queue)
    .some(({ argument }) => ["dead_letter_config", "redrive_policy", "target"].includes(argument));
}

/** Arguments of a queue whose dead letters go to the queue of an example. */
const REDRIVE = { redrive_policy: '{"deadLetterTargetArn":"${aws_sqs_queue.it.arn}"}' };

export const messagingUse: readonly Rule[] = [
  {
    id: "aws-sqs-sender",
    name: "queues have a sender",
    type: "aws_sqs_queue",
    severity: "low",
    topic: "use",
    holds: (queue, all) =>
      isDeadLetterQueue(queue, all) ||
      usesOf(all).isAllowed(queue, /^sqs:(SendMessage|\*)/) ||
      usesOf(all).isUsedBy(
        queue,
        "aws_sns_topic_subscription",
        "aws_s3_bucket_notification",
        "aws_cloudwatch_event_target",
      ),
    found,
    fix: "grant sqs:SendMessage to the role that fills it, subscribe it to a topic, or remove it",
    broken: { name: "jobs" },
    mended: { name: "jobs" },
    beside: grant("sqs:SendMessage", "${aws_sqs_queue.it.arn}"),
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html",
  },
  {
    id: "aws-sqs-reader",
    name: "queues have a reader",
    type: "aws_sqs_queue",
    severity: "low",
    topic: "use",
    holds: (queue, all) =>
      isDeadLetterQueue(queue, all) ||
      usesOf(all).isAllowed(queue, /^sqs:ReceiveMessage$/) ||
      usesOf(all).isUsedBy(queue, "aws_lambda_event_source_mapping"),
    found,
    fix: "grant sqs:ReceiveMessage to the role that empties it, map it to a function, or remove it",
    broken: { name: "jobs" },
    mended: { name: "jobs" },
    beside: grant("sqs:ReceiveMessage", "${aws_sqs_queue.it.arn}"),
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html",
  },
  {
    id: "aws-sqs-dead-letter-alarm",
    name: "dead-letter queues have an alarm on the messages in them",
    type: "aws_sqs_queue",
    severity: "medium",
    topic: "monitoring",
    holds: (queue, all) => !isDeadLetterQueue(queue, all) || usesOf(all).isUsedBy(queue, "aws_cloudwatch_metric_alarm"),
    found,
    fix: "add an aws_cloudwatch_metric_alarm on ApproximateNumberOfMessagesVisible with the queue as its dimension",
    broken: { name: "failed" },
    brokenBeside: { aws_sqs_queue: { jobs: REDRIVE } },
    mended: { name: "failed" },
    beside: {
      aws_cloudwatch_metric_alarm: { it: { dimensions: { QueueName: "${aws_sqs_queue.it.name}" } } },
      aws_sqs_queue: { jobs: REDRIVE },
    },
    page: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/dead-letter-queues-alarms-cloudwatch.html",
  },
  {
    id: "aws-sns-publisher",
    name: "topics have a publisher",
    type: "aws_sns_topic",
    severity: "low",
    topic: "use",
    holds: (topic, all) =>
      usesOf(all).isAllowed(topic, /^sns:Publish$/) ||
      isUsedBeside("aws_sns_topic_policy", "aws_sns_topic_subscription", "aws_iam_role_policy")(topic, all),
    found,
    fix: "grant sns:Publish to a role, make it the action of an alarm, or remove it",
    broken: { name: "alerts" },
    mended: { name: "alerts" },
    beside: { aws_cloudwatch_metric_alarm: { it: { alarm_actions: ["${aws_sns_topic.it.arn}"] } } },
    page: "https://docs.aws.amazon.com/sns/latest/dg/welcome.html",
  },
  {
    id: "aws-sns-subscriber",
    name: "topics have a subscriber",
    type: "aws_sns_topic",
    severity: "medium",
    topic: "use",
    holds: (topic, all) => usesOf(all).isUsedBy(topic, "aws_sns_topic_subscription"),
    found,
    fix: "add an aws_sns_topic_subscription, or remove the topic; without one nobody receives its messages",
    broken: { name: "alerts" },
    mended: { name: "alerts" },
    beside: { aws_sns_topic_subscription: { it: { topic_arn: "${aws_sns_topic.it.arn}" } } },
    page: "https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html",
  },
];
