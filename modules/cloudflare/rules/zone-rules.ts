import {
  Ruleset,
  type RulesetConfig,
  type RulesetRules,
  type RulesetRulesActionParameters,
  type RulesetRulesRatelimit,
} from "@cdktf/provider-cloudflare/lib/ruleset";
import { check, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { Plan } from "../zone/plan";
import type { IZone } from "../zone/zone";
import { expressionFaults } from "./expression";
import { limitsOf, type Phase } from "./phases";

/** Props that the modules for single rules share. */
export interface RuleProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order" | "overrides"> {
  readonly rules: IZoneRules;
}

/** A rule of a zone, in the words of Cloudflare's rulesets. */
export interface ZoneRule {
  readonly description: string;

  /** Expression of the Rules language that requests must match, at most 4096 characters; `true` matches all of them. */
  readonly expression: string;

  readonly action: string;

  readonly actionParameters?: RulesetRulesActionParameters;

  readonly ratelimit?: RulesetRulesRatelimit;

  /** @default true */
  readonly enabled?: boolean;

  /** Rules of a phase run in ascending order, and in the order of their creation when it is equal. @default 0 */
  readonly order?: number;

  /** Name that identifies the rule when its position changes, unique in its phase. @default the construct's id */
  readonly ref?: string;

  /** Arguments of the rule that replace what its module sets. @default none */
  readonly overrides?: Partial<RulesetRules>;
}

export interface IZoneRules extends IConstruct {
  readonly plan: Plan;
  /** Adds a rule. @param owner construct whose path appears in error messages, and whose id is the default `ref` */
  add(owner: IConstruct, phase: Phase, rule: ZoneRule): void;
}

export interface ZoneRulesProps {
  readonly zone: IZone;

  /** Arguments of every ruleset that replace what this module sets. @default none */
  readonly overrides?: Partial<RulesetConfig>;
}

interface Entry {
  readonly owner: IConstruct;
  readonly rule: ZoneRule & { readonly ref: string };
}

/**
 * All rules of a zone. Cloudflare has one ruleset for each zone and phase, in which the order of rules matters, so
 * modules add their rules here. Create one `ZoneRules` for a zone in the whole app, because a second one would
 * overwrite its rulesets.
 * https://developers.cloudflare.com/ruleset-engine/about/rulesets/
 */
export class ZoneRules extends Construct implements IZoneRules {
  readonly plan: Plan;

  private readonly zone: IZone;
  private readonly overrides?: Partial<RulesetConfig>;
  private readonly phases = new Map<Phase, { readonly ruleset: Ruleset; readonly entries: Entry[] }>();

  constructor(scope: Construct, id: string, { zone, overrides }: ZoneRulesProps) {
    super(scope, id);
    this.zone = zone;
    this.plan = zone.plan;
    this.overrides = overrides;
  }

  add(owner: IConstruct, phase: Phase, rule: ZoneRule): void {
    const { ruleset, entries } = this.phases.get(phase) ?? this.addPhase(phase);
    const entry = { owner, rule: { ...rule, ref: rule.ref ?? owner.node.id } };
    this.checkEntry(entry, phase, entries);
    entries.push(entry);
    const orderOf = ({ rule: { order = 0 } }: Entry) => order;
    ruleset.putRules([...entries].sort((one, other) => orderOf(one) - orderOf(other)).map(rendered));
  }

  private addPhase(phase: Phase) {
    const ruleset = new Ruleset(this, phase.replaceAll("_", "-"), {
      zoneId: this.zone.id,
      name: "default",
      description: `${phase} of ${this.zone.name}`,
      kind: "zone",
      phase,
      ...this.overrides,
    });
    const added = { ruleset, entries: [] };
    this.phases.set(phase, added);
    return added;
  }

  private checkEntry({ owner, rule }: Entry, phase: Phase, entries: readonly Entry[]): void {
    const { ref, action, expression, enabled = true } = rule;
    const { actions, rules: maxRules } = limitsOf(phase);
    const max = maxRules?.[this.plan] ?? Number.POSITIVE_INFINITY;
    check(owner, actions.includes(action), "action", `${actions.join(" or ")} in ${phase}`, action);
    check(
      owner,
      action !== "log" || this.plan === "enterprise",
      "action",
      `another action on the ${this.plan} plan`,
      "log, which needs the enterprise plan",
    );
    const [fault] = expressionFaults(expression, { plan: this.plan, phase, enabled });
    if (fault) {
      throw new Error(`${owner.node.path}: expression must ${fault}`);
    }
    const same = entries.find((other) => other.rule.ref === ref);
    if (same) {
      fail(owner, "ref", `unique in ${phase}`, `${ref}, the ref of ${same.owner.node.path}`);
    }
    const twin = entries.find((other) => effectOf(other.rule) === effectOf(rule));
    if (twin) {
      fail(owner, "rule", `different from every other rule of ${phase}`, `the same as ${twin.owner.node.path}`);
    }
    const count = entries.length + 1;
    check(owner, count <= max, "rule", `one of at most ${max} in ${phase} on the ${this.plan} plan`, `number ${count}`);
  }
}

/** A key that is equal for rules with the same effect. */
function effectOf({ expression, action, actionParameters, ratelimit }: ZoneRule): string {
  return JSON.stringify([expression, action, actionParameters, ratelimit]);
}

function rendered({ rule: { order: _, enabled = true, overrides, ...rule } }: Entry): RulesetRules {
  return { ...rule, enabled, ...overrides };
}
