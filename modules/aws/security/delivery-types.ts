/** Permissions of the roles that plan and apply, by the types of resources in their stacks. */
import { fail } from "@modules/core/checks";
import { suggestion } from "@modules/core/nearest";
import type { Construct } from "constructs";
import { arn, partitionArn } from "../account";
import { CONFIGURATION_KEYS, CONFIGURATION_TAG, TRUST_STORE_KEYS } from "./data-actions";
import type { Statement } from "./policy";
import { GROUPS, RESOURCE_ACTIONS } from "./resource-actions/table";
import type { TypeActions } from "./resource-actions/type-actions";

/** Services of which an apply has only the listed actions: others read secrets, or run commands on instances. */
const NARROW_SERVICES = new Set(["secretsmanager", "ssm"]);

/** Services whose permissions for an apply are bounded by path and boundary instead. */
const BOUNDED_SERVICES = new Set(["iam", "sts"]);

/** Actions that also return data, by the statement that allows a plan to read configuration with them. */
function limitedReads(scope: Construct): readonly (Statement & { readonly actions: readonly string[] })[] {
  return [
    {
      sid: "ConfigurationObjects",
      actions: ["s3:GetObject", "s3:GetObjectTagging"],
      resources: [`${TRUST_STORE_KEYS}*.pem`, `${CONFIGURATION_KEYS}*`].map((keys) =>
        partitionArn(scope, "s3", `*/${keys}`),
      ),
    },
    {
      sid: "Configuration",
      actions: ["ssm:GetParameter"],
      resources: [arn(scope, "ssm", "parameter/*", "*")],
      conditions: { StringEquals: { "aws:ResourceTag/Content": CONFIGURATION_TAG.Content } },
    },
  ];
}

/**
 * Lets plans refresh resources of the types and read no data, in a list of statements for each managed policy.
 *
 * @returns statements by a word for the name of the policy; none without types of its group
 */
export function refreshStatements(
  scope: Construct,
  types: readonly string[],
): ReadonlyMap<string, readonly Statement[]> {
  checkTypes(scope, types);
  const limited = limitedReads(scope);
  const policies = Object.entries<Readonly<Record<string, TypeActions>>>(GROUPS).map(([group, table]) => {
    const reads = sorted(types.flatMap((type) => table[type]?.read ?? []));
    const narrowed = limited.filter(({ actions }) => actions.some((action) => reads.includes(action)));
    const actions = reads.filter((action) => !limited.some((one) => one.actions.includes(action)));
    // Nearly all of these actions take no resource, or any resource of the account's environment.
    const free: Statement[] = actions.length > 0 ? [{ sid: "Refresh", actions, resources: ["*"] }] : [];
    return [group, [...free, ...narrowed]] as const;
  });
  return new Map(policies.filter(([, statements]) => statements.length > 0));
}

/** Lets applies make, change and delete resources of the types: with every action of their services and of no other. */
export function changeStatements(scope: Construct, types: readonly string[]): Statement[] {
  checkTypes(scope, types);
  const calls = sorted(types.map((type) => RESOURCE_ACTIONS[type]!).flatMap(callsOf));
  const services = sorted(calls.map(serviceOf)).filter((service) => !BOUNDED_SERVICES.has(service));
  const narrow = calls.filter((action) => NARROW_SERVICES.has(serviceOf(action)));
  const whole = services.filter((service) => !NARROW_SERVICES.has(service)).map((service) => `${service}:*`);
  return [
    { sid: "ServicesInUse", actions: whole, resources: ["*"] },
    ...(narrow.length > 0 ? [{ sid: "SingleActions", actions: narrow, resources: ["*"] }] : []),
  ];
}

function callsOf({ read, create, update, delete: remove }: TypeActions): readonly string[] {
  return [...read, ...create, ...update, ...remove];
}

function serviceOf(action: string): string {
  return action.split(":", 1)[0]!;
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}

/** Services that receive roles when resources of the types are made, such as `lambda.amazonaws.com`. */
export function passedServices(types: readonly string[]): string[] {
  return sorted(types.flatMap((type) => RESOURCE_ACTIONS[type]?.passesTo ?? []));
}

function checkTypes(scope: Construct, types: readonly string[]): void {
  const unknown = types.find((type) => !(type in RESOURCE_ACTIONS));
  if (unknown !== undefined) {
    const fix = suggestion(unknown, Object.keys(RESOURCE_ACTIONS), "add its calls to resource-actions");
    fail(scope, "types", "in the table of calls by type", `${unknown}; ${fix}`);
  }
}
