/**
 * Checks of props that RDS would refuse only during an apply, or accept although the cluster would not survive the loss
 * of an availability zone.
 */
import { check, checkLength, checkPattern } from "@modules/core/checks";
import type { IConstruct } from "constructs";
import { SERVERLESS_CAPACITY } from "../limits";
import { checkIdentifier } from "../postgres/checks";
import type { AuroraClusterProps, ServerlessCapacity } from "./props";

export function checkAurora(scope: IConstruct, props: AuroraClusterProps): void {
  const { identifier, engineVersion, instanceClass, instances, serverlessCapacity } = props;
  const members = Object.values(instances);
  for (const one of [identifier, ...members.map((member) => member.identifier)]) {
    checkIdentifier(scope, one);
  }
  const versions = "a major version such as 15, or a major and minor such as 15.15";
  checkPattern(scope, "engineVersion", engineVersion, /^\d+(\.\d+)?$/, versions);
  checkLength(scope, "instances", members, 1, 16);
  const zones = [...new Set(members.map(({ availabilityZone }) => availabilityZone))];
  const spread = members.length === 1 || zones.length > 1;
  check(scope, spread, "instances", "in at least two availability zones, as the loss of one stops them all", zones);
  const scales = instanceClass !== "db.serverless" || serverlessCapacity !== undefined;
  check(scope, scales, "serverlessCapacity", "given for instances of class db.serverless", "none");
  if (serverlessCapacity) {
    checkCapacity(scope, serverlessCapacity);
  }
}

function checkCapacity(scope: IConstruct, { min, max }: ServerlessCapacity): void {
  const inRange = min >= SERVERLESS_CAPACITY.min && max <= SERVERLESS_CAPACITY.max && min <= max && max >= 1;
  const inSteps = Number.isInteger(min * 2) && Number.isInteger(max * 2);
  const rule = `a range from ${SERVERLESS_CAPACITY.min} to ${SERVERLESS_CAPACITY.max} in steps of 0.5, with a max of at least 1`;
  check(scope, inRange && inSteps, "serverlessCapacity", rule, `${min} to ${max}`);
}
