import { CHAT_REGION } from "@modules/aws/operations/chat-channel";
import { expect, test } from "vitest";
import * as environments from "../../../environments/freeagentics/all";
import { freeagenticsSchema } from "../../../environments/freeagentics/rules";
import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import { stacks } from "../../support/stacks";

const { production } = environments;
const checked = Object.values(environments).map((file) => freeagenticsSchema.parse(file));

/** Stacks of an environment by their names in it, in the order of their first apply. */
function stacksOf(environment: string): string[] {
  const prefix = `freeagentics-${environment}-`;
  return Object.keys(stacks).flatMap((id) => (id.startsWith(prefix) ? [id.slice(prefix.length)] : []));
}

test("defines a security and a network stack in every secondary region", () => {
  for (const region of Object.keys(production.secondaryRegions)) {
    expect(stacksOf("production")).toEqual(expect.arrayContaining([`security-${region}`, `network-${region}`]));
  }
});

test("defines a stack of replicas in every region that has some", () => {
  const regions = new Set(production.database.replicas.map(({ region }) => region));
  const found = stacksOf("production").filter((name) => name === "data-replica" || name.startsWith("data-us-"));

  expect(found).toEqual(
    [...regions].map((region) => (region === production.account.region ? "data-replica" : `data-${region}`)),
  );
});

test("applies destination buckets and repositories before the stacks that replicate to them", () => {
  const order = stacksOf("production");
  const { region } = production.recovery!;

  expect(order.indexOf(`copies-${region}`)).toBeLessThan(order.indexOf("data"));
  expect(order.indexOf(`registry-${region}`)).toBeLessThan(order.indexOf("registry"));
});

test("applies the DNS zones before the stacks whose certificates they validate", () => {
  const order = stacksOf("production");

  for (const zone of ["dns", "cloudflare-zone"]) {
    expect(order.indexOf(zone)).toBeLessThan(order.indexOf("load-balancing"));
  }
});

/** Stacks that every environment has, in the order of their first apply. */
const ALWAYS = [
  "bootstrap",
  "security",
  "network",
  "dns",
  "data",
  "registry",
  "load-balancing",
  "compute",
  "backups",
  "access",
  "records",
  "operations",
  "edge",
];

/** Additional stacks, which depend on the environment's file. */
function furtherStacks(environment: FreeagenticsEnvironment): string[] {
  const { account, alerts, audit, delivery, recovery, state } = environment;
  const others = Object.keys(environment.secondaryRegions);
  const standby = recovery?.region;
  const readers = new Set(environment.database.replicas.map(({ region }) => region));
  const when = (condition: unknown, ...names: readonly string[]) => (condition ? names : []);
  return [
    ...others.flatMap((region) => [`security-${region}`, `network-${region}`]),
    ...when(audit && account.createDefaults, "audit", ...others.map((region) => `audit-${region}`)),
    ...when(alerts.slack, `chat-${CHAT_REGION}`),
    ...when(environment.cloudflare, "cloudflare-zone", "cloudflare-edge"),
    ...[...readers].map((region) => (region === account.region ? "data-replica" : `data-${region}`)),
    ...when(environment.monitoring, "monitoring"),
    ...when(environment.proxies?.tier, "proxies"),
    ...when(standby, "backup-plans"),
    ...["copies", "backup-plans", "registry", "load-balancing", "compute", "operations"].flatMap((name) =>
      when(standby, `${name}-${standby}`),
    ),
    ...when(environment.costs, "costs"),
    ...when(state.backend === "hcp", "hcp-workspaces"),
    ...when(state.backend !== "hcp" && delivery.github, "github-delivery"),
  ];
}

test.each(checked)(
  "defines the stacks that every environment has for $name, and those that its file asks for",
  (one) => {
    const names = stacksOf(one.name);

    expect(names.filter((name) => ALWAYS.includes(name))).toEqual(ALWAYS);
    expect(names.filter((name) => !ALWAYS.includes(name)).sort()).toEqual(furtherStacks(one).sort());
  },
);
