/** What RDS would refuse only at apply, or accept and not keep its promise. */
import type { IConstruct } from "constructs";
import { checkIdentifier, fail } from "../postgres/checks";
import type { AuroraClusterProps } from "./aurora-cluster";

export function checkAurora(scope: IConstruct, props: AuroraClusterProps): void {
  const { identifier, engineVersion, instanceClass, instances, serverlessCapacity, backupRetentionDays = 30 } = props;
  checkIdentifier(scope, identifier);
  const members = Object.values(instances);
  for (const member of members) {
    checkIdentifier(scope, member.identifier);
  }
  if (!/^\d+(\.\d+)?$/.test(engineVersion)) {
    fail(scope, "engineVersion", "a major version such as 15, or a major and minor such as 15.15", engineVersion);
  }
  if (members.length < 1 || members.length > 16) {
    fail(scope, "instances", "1 to 16", members.length);
  }
  const zones = new Set(members.map(({ zone }) => zone));
  if (members.length > 1 && zones.size < 2) {
    fail(scope, "instances", "in at least two zones, or the loss of one takes them all", [...zones].join());
  }
  if (instanceClass === "db.serverless" && !serverlessCapacity) {
    fail(scope, "serverlessCapacity", "given for instances of class db.serverless", "none");
  }
  if (serverlessCapacity) {
    const { min, max } = serverlessCapacity;
    if (min < 0.5 || max > 256 || min > max || max < 1 || !Number.isInteger(min * 2) || !Number.isInteger(max * 2)) {
      fail(scope, "serverlessCapacity", "a range from 0.5 to 256 in halves, up to 1 at least", `${min} to ${max}`);
    }
  }
  if (backupRetentionDays < 1 || backupRetentionDays > 35) {
    fail(scope, "backupRetentionDays", "1 to 35", backupRetentionDays);
  }
}
