/** The statements of policies that are about an action. */
import type { Json } from "../json";
import { groupBy, list, once } from "../model/values";
import { cachedGlob } from "./conditions";

/** A policy as JSON or as its text. */
export type PolicyDocument = string | Json;

/** Statements of the policy whose lists have the action, whatever their resources and conditions. */
export function statementsAbout(policy: PolicyDocument, action: string): readonly Json[] {
  return indexOf(policy)(action);
}

/** Finds the statements of a document that are about an action. */
type Index = (action: string) => readonly Json[];

const indexes = new Map<string, Index>();

/** The index of a document; texts are parsed once. */
function indexOf(policy: PolicyDocument): Index {
  if (typeof policy !== "string") {
    return indexOfObject(policy);
  }
  let index = indexes.get(policy);
  if (!index) {
    index = indexOfObject(JSON.parse(policy));
    indexes.set(policy, index);
  }
  return index;
}

/** Statements by service: checks evaluate a pipeline's policy for a thousand actions, and few statements concern the service of each. */
const indexOfObject = once((policy: Json): Index => {
  const byService = new Map<string, Json[]>();
  for (const statement of list(policy.Statement)) {
    for (const service of servicesOf(statement)) {
      byService.set(service, [...(byService.get(service) ?? []), statement]);
    }
  }
  const found = new Map<string, readonly Json[]>();
  return (action) => {
    let about = found.get(action);
    if (!about) {
      const candidates = [serviceOf(action.toLowerCase()), ANY_SERVICE].flatMap((one) => byService.get(one) ?? []);
      about = candidates.filter((one) => actionsOf(one)(action) === (one.NotAction === undefined));
      found.set(action, about);
    }
    return about;
  };
});

/** Services whose actions a statement may be about; a list of exceptions is about any. */
function servicesOf({ Action, NotAction }: Json): Set<string> {
  return NotAction === undefined
    ? new Set(list(Action).map((one) => knownService(String(one))))
    : new Set([ANY_SERVICE]);
}

/** Tells whether an action is in the list of a statement. Names are not case-sensitive, and most have no wildcard. */
const actionsOf = once((statement: Json): ((action: string) => boolean) => {
  const patterns: string[] = list(statement.NotAction ?? statement.Action).map((one) => String(one).toLowerCase());
  const names = new Set(patterns);
  // Only the patterns of an action's own service can match it, besides those with a wildcard for services.
  const globs = groupBy(
    patterns.filter((one) => /[*?]/.test(one)),
    knownService,
  );
  return (action) => {
    const name = action.toLowerCase();
    const candidates = [...(globs.get(serviceOf(name)) ?? []), ...(globs.get(ANY_SERVICE) ?? [])];
    return names.has(name) || candidates.some((one) => cachedGlob(one, true).test(name));
  };
});

const ANY_SERVICE = "*";

/** The service of a pattern of actions, or any service when that has a wildcard itself. */
function knownService(pattern: string): string {
  const service = serviceOf(pattern.toLowerCase());
  return /[*?]/.test(service) ? ANY_SERVICE : service;
}

function serviceOf(action: string): string {
  const end = action.indexOf(":");
  return end < 0 ? action : action.slice(0, end);
}
