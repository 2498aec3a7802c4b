/** Findings of detectors reach people, besides the consoles that show them. */
import type { Resource, Resources } from "../resources";
import type { Rule } from "../rule";
import { placeOfMetrics, tellsPeople } from "./people";

const TOPIC = "arn:aws:sns:us-east-1:111122223333:topic";

const alert = (source: string) => ({
  aws_cloudwatch_event_rule: { it: { event_pattern: JSON.stringify({ source: [source] }) } },
  aws_cloudwatch_event_target: { it: { rule: "${aws_cloudwatch_event_rule.it.name}", arn: TOPIC } },
});

/** Whether a rule of EventBridge in the detector's region sends events of the source to people. */
function isHeardOf({ stack }: Resource, all: Resources, source: string): boolean {
  return all
    .of("aws_cloudwatch_event_rule")
    .some(
      (one) =>
        String(one.block.event_pattern).includes(`"${source}"`) &&
        all.groupOf(one.stack) === all.groupOf(stack) &&
        placeOfMetrics(all, one.stack) === placeOfMetrics(all, stack) &&
        tellsPeople(one, all),
    );
}

function detectorRule(service: string, type: string, source: string, page: string): Rule {
  return {
    id: `${type.replaceAll("_", "-")}-alert`,
    name: `people are notified of findings of ${service}`,
    type,
    severity: "high",
    topic: "monitoring",
    unprotected: "ignore",
    holds: (detector, all) => isHeardOf(detector, all, source),
    fix: `add an EventAlert on the source ${source} in the region of the detector`,
    broken: {},
    brokenBeside: alert("aws.health"),
    mended: {},
    beside: alert(source),
    page,
  };
}

const EVENTS = "https://docs.aws.amazon.com/eventbridge/latest/ref";

export const detectorsUse: readonly Rule[] = [
  detectorRule("GuardDuty", "aws_guardduty_detector", "aws.guardduty", `${EVENTS}/events-ref-guardduty.html`),
  detectorRule("Inspector", "aws_inspector2_enabler", "aws.inspector2", `${EVENTS}/events-ref-inspector2.html`),
  detectorRule(
    "Access Analyzer",
    "aws_accessanalyzer_analyzer",
    "aws.access-analyzer",
    `${EVENTS}/events-ref-access-analyzer.html`,
  ),
];
