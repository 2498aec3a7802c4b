/**
 * AWS managed policies of the roles in this project, so that checks of access can evaluate them. AWS changes them
 * without notice: `aws iam get-policy-version` prints the current statements. These were read on 2025-02-22 from
 * https://github.com/z0ph/MAMIP, which records each version.
 */
import { AGENTS } from "./agents";
import { BACKUP } from "./backup";
import { CONFIG } from "./config";
import { EKS } from "./eks";
import type { ManagedPolicy } from "./managed-policy";

/** Policies by path and name, the last part of their ARN. */
export const MANAGED_POLICIES: Readonly<Record<string, ManagedPolicy>> = { ...AGENTS, ...BACKUP, ...CONFIG, ...EKS };

/** Path and name of an AWS managed policy; undefined for all other ARNs. */
export function managedPolicyName(arn: string): string | undefined {
  return /^arn:[^:]*:iam::aws:policy\/(.+)$/.exec(arn)?.[1];
}

const documents = new Map<string, object>();

/** The policy as IAM's JSON; undefined when the table does not have it. */
export function managedPolicyDocument(arn: string): object | undefined {
  const name = managedPolicyName(arn) ?? "";
  const policy = MANAGED_POLICIES[name];
  if (policy && !documents.has(name)) {
    documents.set(name, documentOf(policy));
  }
  return documents.get(name);
}

function documentOf({ statements }: ManagedPolicy): object {
  return {
    Version: "2012-10-17",
    Statement: statements.map(({ actions, resources, conditions }) => ({
      Effect: "Allow",
      Action: actions.flatMap(namesIn),
      Resource: resources,
      ...(conditions && { Condition: conditions }),
    })),
  };
}

function namesIn(actions: string): string[] {
  const [service = "", names = ""] = actions.split(": ");
  return names.split(" ").map((name) => `${service}:${name}`);
}
