/** Finds faults that would make a plan or an apply fail, and says how to fix them. */
import type { Json } from "@modules/checks/json";
import { environmentName } from "../app/environments";
import { identity, locks } from "./diagnose/aws";
import { clusters } from "./diagnose/clusters";
import { delegation } from "./diagnose/delegations";
import type { Finding } from "./diagnose/finding";
import { googleQuotas } from "./diagnose/google-quotas";
import { administrators, buckets } from "./diagnose/names";
import { quotas } from "./diagnose/quotas";
import { environmentsOf, ownedStacks, readiness, tools } from "./diagnose/readiness";
import { dockerHubSecret } from "./diagnose/secrets";
import { clusterZones } from "./diagnose/zones";
import { requiredBy } from "./lock";
import { StackFolder } from "./runner/folder";
import { LOCKED_PROVIDERS, lockFaults } from "./runner/locked-providers";
import { sharedReads } from "./runner/reads";
import type { NamedStack } from "./stacks";
import { chooseStacks } from "./workspace";

/** `diagnose [STACK...]`: prints every check, and returns 1 if one found a fault. */
export async function diagnose(stacks: readonly string[]): Promise<number> {
  const { chosen, synthesize } = chooseStacks({ stacks });
  const { outdir } = synthesize();
  const owned = ownedStacks(chosen);
  const nested = await Promise.all([
    ...tools(),
    ...readiness(chosen),
    ...environmentsOf(owned).map((one) => environmentFindings(one, jsonOf(one, owned, outdir))),
    ...clusters(owned),
    ...(owned.length > 0 ? [producers(owned, outdir)] : []),
    lockedProviders(chosen, outdir),
  ]);
  const findings = [...nested.flat(), ...unownedFindings(chosen, owned)].filter((one) => one !== undefined);
  console.log(findings.flatMap(inLines).join("\n"));
  return findings.some(({ faults }) => faults.length > 0) ? 1 : 0;
}

/** A finding as lines: its mark with its subject, and each fault or advice below it. */
export function inLines({ subject, faults, advice = [], skipped }: Finding): string[] {
  const mark = faults.length > 0 ? "!!" : skipped ? "- " : advice.length > 0 ? "! " : "ok";
  const left = skipped ? `: ${faults.length > 0 ? "not all" : "not"} checked, ${skipped}` : "";
  return [`${mark} ${subject}${left}`, ...[...faults, ...advice].map((line) => `     ${line}`)];
}

type Environment = NamedStack["environment"];

/** The synthesized JSON of those stacks that are the environment's. */
function jsonOf(environment: Environment, stacks: readonly NamedStack[], outdir: string): Json[] {
  return stacks
    .filter((one) => one.environment === environment)
    .map(({ id }) => new StackFolder(id, { outdir }).json());
}

/** Checks what an environment's accounts have. Answers of another account would mislead. */
async function environmentFindings(one: Environment, stacks: readonly Json[]): Promise<(Finding | undefined)[]> {
  const { faults, skipped } = await identity(one);
  const reason = skipped ?? (faults.length > 0 ? "because the credentials are not of its account" : undefined);
  const inAws = reason
    ? [{ subject: `what the AWS account of ${environmentName(one)} has`, faults: [], skipped: reason }]
    : [
        locks(one),
        clusterZones(one, stacks),
        buckets(one, stacks),
        administrators(one),
        dockerHubSecret(one),
        delegation(one),
        quotas(one),
      ];
  return Promise.all([...inAws, googleQuotas(one)]);
}

/** Says that documentation values belong to accounts that nobody has. */
function unownedFindings(stacks: readonly NamedStack[], owned: readonly NamedStack[]): Finding[] {
  const names = environmentsOf(stacks.filter((one) => !owned.includes(one))).map(environmentName);
  return names.length === 0
    ? []
    : [{ subject: `accounts of ${names.join(", ")}`, faults: [], skipped: "because the owner's values are missing" }];
}

/** Advises to lock the providers. Without checksums a plan works, with whatever files the registry has. */
export function lockedProviders(
  stacks: readonly Pick<NamedStack, "id">[],
  outdir: string,
  file = LOCKED_PROVIDERS,
): Finding {
  const required = requiredBy(stacks.map(({ id }) => new StackFolder(id, { outdir })));
  return { subject: "checksums of the providers", faults: [], advice: lockFaults(file, required) };
}

/** Lists stacks that must be applied before those chosen, unless they are chosen as well. */
async function producers(stacks: readonly NamedStack[], outdir: string): Promise<Finding> {
  const subject = "stacks that others read from are applied";
  const folders = stacks.map(({ id }) => new StackFolder(id, { outdir }));
  const reads = sharedReads(folders.map((folder) => folder.json()));
  const missing = await Promise.all(
    folders.map(async (folder) => {
      const { id } = folder;
      const { missing } = await reads(folder.json());
      const others = missing.filter((producer) => !stacks.some((one) => one.id === producer));
      return others.length > 0 ? [`${id}: apply ${others.join(", ")} first`] : [];
    }),
  ).catch((error: Error) => error);
  return missing instanceof Error
    ? { subject, faults: [], skipped: missing.message.split("\n").slice(0, 2).join(": ") }
    : { subject, faults: missing.flat() };
}
