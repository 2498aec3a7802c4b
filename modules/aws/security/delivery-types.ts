/** Permissions of the roles that plan and apply, by the types of resources in their stacks. */
import { fail } from "@modules/core/checks";
import { suggestion } from "@modules/core/nearest";
import type { Construct } from "constructs";
import { arn, partitionArn } from "../account";
import { CONFIGURATION_KEYS, CONFIGURATION_TAG, TRUST_STORE_KEYS } from "./data-actions";
import type { Statement } from "./policy";
import { GROUPS, RESOURCE_ACTIONS } from "./resource-actions/table";
import type { TypeActions } from "./resource-actions/type-actions";

/**
 * Services of which an apply may use only the listed actions, because other actions read secrets or run commands on
 * instances.
 */
const NARROW_SERVICES = new Set(["secretsmanager", "ssm"]);

/** Services whose permissions for an apply are limited by role path and permissions boundary instead. */
const BOUNDED_SERVICES = new Set(["iam", "sts"]);

/** Statements for actions that can also return data; the resources are limited to configuration. */
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
 * Statements for plans, which may refresh resources of the types but not read data; a list for each managed policy.
 *
 * @returns statements by a word of the policy's name; a group without types has no policy
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
    // Nearly all of these actions either do not support resource-level permissions, or may apply to any resource in the
    // environment's account.
    const free: Statement[] = actions.length > 0 ? [{ sid: "Refresh", actions, resources: ["*"] }] : [];
    return [group, [...free, ...narrowed]] as const;
  });
  return new Map(policies.filter(([, statements]) => statements.length > 0));
}

/**
 * Statements for applies, which may create, change and delete resources of the types. They allow all actions of these
 * types' services and none of other services.
 */
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

/** Services to which roles are passed when resources of the types are created, such as `lambda.amazonaws.com`. */
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
