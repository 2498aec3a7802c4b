import { expect, test } from "vitest";
import { checkedEnvironments } from "../../../app/environments";
import {
  delegationWarnings,
  faultsBetween,
  type NamedEnvironment,
} from "../../../environments/schema/between-environments";
import { DOCUMENTATION_ACCOUNTS } from "../../../environments/schema/documentation-values";
import { platforms } from "../../../stacks/platforms";

type Environment = NamedEnvironment["environment"];
type Change = (environment: Environment) => Partial<Environment>;

const PRODUCTION = "environments/freeagentics/production.ts";
const DEVELOPMENT = "environments/freeagentics/development.ts";
const STAGING = "environments/freeagentics/staging.ts";

const all: NamedEnvironment[] = checkedEnvironments(platforms).filter(({ environment }) =>
  ["production", "development"].includes(environment.name),
);

function changed(file: string, change: Change): NamedEnvironment[] {
  return all.map((one) =>
    one.file === file ? { file, environment: { ...one.environment, ...change(one.environment) } } : one,
  );
}

/**
 * All environments and a copy of a development environment. The copy's unique values are replaced, except for those
 * that `change` sets again.
 */
function withStaging(change: Change = () => ({})): NamedEnvironment[] {
  const { environment } = all.find(({ file }) => file === DEVELOPMENT)!;
  const { account, state } = environment;
  const staging: Environment = {
    ...environment,
    name: "staging",
    nameSuffix: "-staging",
    domain: "staging.freeagentics.net",
    account: { ...account, id: "210987654321" },
    state: { ...state, bucket: "freeagentics-terraform-state-staging" } as typeof state,
  };
  return [...all, { file: STAGING, environment: { ...staging, ...change(environment) } }];
}

test("accepts the environments of all platforms, and one more with values of its own", () => {
  expect(faultsBetween(all)).toEqual([]);
  expect(faultsBetween(withStaging())).toEqual([]);
});

test("fails when a copy keeps the account, and lists the free ids of the documentation", () => {
  const [fault, ...others] = faultsBetween(withStaging(({ account }) => ({ account })));

  expect(others).toEqual([]);
  const used = all.map(({ environment }) => environment.account.id);
  const free = DOCUMENTATION_ACCOUNTS.filter((id) => !used.includes(id)).join(", ");

  expect(free).toContain("123456789012");
  expect(fault).toBe(
    `${STAGING}: account.id: must be an account of its own, got 666666666666, the account of ${DEVELOPMENT}; ` +
      `take another (ids of the AWS documentation that are free: ${free}), ` +
      "or set account.createDefaults and delivery.createProvider to false in one of the two",
  );
});

test("requires the switch to be off when an account is shared", () => {
  const [fault] = faultsBetween(
    withStaging(({ account, delivery }) => ({
      account: { ...account, createDefaults: false },
      delivery,
    })),
  );

  expect(fault).toMatch(/or set delivery\.createProvider to false in one of the two$/);
});

test("accepts environments that share an account when one of them makes what it has only once", () => {
  const environments = withStaging(({ account, delivery }) => ({
    account: { ...account, createDefaults: false },
    delivery: { ...delivery, createProvider: false },
  }));

  expect(faultsBetween(environments)).toEqual([]);
});

test("accepts environments that share an account in different regions, with one identity provider", () => {
  const environments = withStaging(({ account, delivery }) => ({
    account: { ...account, region: "eu-central-1" },
    delivery: { ...delivery, createProvider: false },
  }));

  expect(faultsBetween(environments)).toEqual([]);
});

test.each<[string, Change, string]>([
  [
    "domain",
    ({ domain }) => ({ domain }),
    'domain: must differ from DEVELOPMENT, got "aws.development.freeagentics.com"; take another',
  ],
  [
    "state bucket",
    ({ state }) => ({ state }),
    'state.bucket: must differ from DEVELOPMENT, got "freeagentics-terraform-state-development"; take another',
  ],
  [
    "suffix of names",
    ({ nameSuffix }) => ({ nameSuffix }),
    'nameSuffix: must differ from DEVELOPMENT, got "-development"; take another',
  ],
])("fails when a copy keeps the %s", (_name, change, fault) => {
  expect(faultsBetween(withStaging(change))).toEqual([`${STAGING}: ${fault.replace("DEVELOPMENT", DEVELOPMENT)}`]);
});

test("fails when a domain below another environment's Cloudflare zone is not delegated", () => {
  const environments = withStaging(() => ({ domain: "shop.freeagentics.com" }));

  expect(faultsBetween(environments)).toEqual([
    expect.stringMatching(
      new RegExp(
        `^${PRODUCTION}: cloudflare\\.delegations: must have shop\\.freeagentics\\.com, the domain of ${STAGING}, ` +
          'got .*; add "shop\\.freeagentics\\.com": valuesOf\\(owner, "staging"\\)\\.nameServers$',
      ),
    ),
  ]);
});

test("fails when a domain below another environment's Route 53 zone is not delegated", () => {
  const environments = changed("environments/phoenix-rooivalk/production.ts", () => ({ delegations: {} }));

  expect(faultsBetween(environments)).toEqual([
    "environments/phoenix-rooivalk/production.ts: delegations: must have development.phoenix-rooivalk.example.com, " +
      "the domain of environments/phoenix-rooivalk/development.ts, got none; " +
      'add "development.phoenix-rooivalk.example.com": valuesOf(owner, "development").nameServers',
  ]);
});

test("requires the delegation in the nearest zone above a domain, of any platform", () => {
  const environments = withStaging(() => ({ domain: "shop.aws.lp-system.com" }));

  expect(faultsBetween(environments)).toEqual([
    `environments/lp/production.ts: delegations: must have shop.aws.lp-system.com, the domain of ${STAGING}, ` +
      'got none; add "shop.aws.lp-system.com": the name servers that its dns stack prints',
  ]);
});

test("warns while a delegation waits for the name servers of a new zone", () => {
  const domain = "aws.development.freeagentics.com";
  const environments = changed(PRODUCTION, ({ cloudflare }) => ({
    cloudflare: { ...cloudflare!, delegations: { ...cloudflare!.delegations, [domain]: [] } },
  }));

  expect(delegationWarnings(all)).toEqual([]);
  expect(faultsBetween(environments)).toEqual([]);
  expect(delegationWarnings(environments)).toEqual([
    `warning: ${PRODUCTION}: cloudflare.delegations.${domain}: has no name servers yet; ` +
      `${DEVELOPMENT} gets no certificate before they are filled in, as its dns stack prints them, and applied`,
  ]);
});
