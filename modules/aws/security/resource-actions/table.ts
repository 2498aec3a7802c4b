/**
 * AWS calls that Terraform makes for each resource type. Policies of the pipelines' roles are built from them and
 * checked against them. For a new type, run a plan and an apply with `TF_LOG_PROVIDER=DEBUG`: the log names each call
 * as `rpc.method`. Add the calls by their names on the service's page of actions.
 */
import { compute } from "./compute";
import { data } from "./data";
import { network } from "./network";
import { operations } from "./operations";
import type { TypeActions } from "./type-actions";

/** Types in the order of the policies that contain their calls. */
export const GROUPS = {
  infrastructure: { ...network, ...compute },
  services: { ...data, ...operations },
} as const satisfies Readonly<Record<string, Readonly<Record<string, TypeActions>>>>;

/** Calls by type, such as `aws_vpc`. */
export const RESOURCE_ACTIONS: Readonly<Record<string, TypeActions>> = { ...GROUPS.infrastructure, ...GROUPS.services };
