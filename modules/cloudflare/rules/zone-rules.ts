import {
  Ruleset,
  type RulesetRules,
  type RulesetRulesActionParameters,
  type RulesetRulesRatelimit,
} from "@cdktf/provider-cloudflare/lib/ruleset";
import { Construct, type IConstruct } from "constructs";
import type { Plan } from "../zone/plan";
import type { IZone } from "../zone/zone";
import { expressionFaults } from "./expression";
import { limitsOf, type Phase } from "./phases";

export interface ZoneRule {
  readonly description: string;

  /** Requests it is for, in the Rules language; `true` is all of them. */
  readonly expression: string;

  readonly action: string;

  readonly actionParameters?: RulesetRulesActionParameters;

  readonly ratelimit?: RulesetRulesRatelimit;

  /** @default true */
  readonly enabled?: boolean;

  /** The least comes first; of equals, the one added first. @default 0 */
  readonly order?: number;

  /** What the rule is known by when others move about it, unique in its phase. @default the construct's id */
  readonly ref?: string;
}

export interface IZoneRules extends IConstruct {
  readonly plan: Plan;
  /** @param by the construct that adds it, which names and explains it */
  add(by: IConstruct, phase: Phase, rule: ZoneRule): void;
}

export interface ZoneRulesProps {
  readonly zone: IZone;
}

interface Entry {
  readonly path: string;
  readonly rule: ZoneRule & { readonly ref: string };
}

/**
 * The rules of a zone. Cloudflare has a single ruleset for each zone and phase,
 * and their order is what wins, so whoever wants a rule adds it here. One of a
 * zone in all stacks: each would put its own in place of the other's.
 */
export class ZoneRules extends Construct implements IZoneRules {
  readonly plan: Plan;

  private readonly zone: IZone;
  private readonly phases = new Map<Phase, { readonly ruleset: Ruleset; readonly entries: Entry[] }>();

  constructor(scope: Construct, id: string, { zone }: ZoneRulesProps) {
    super(scope, id);
    this.zone = zone;
    this.plan = zone.plan;
  }

  add(by: IConstruct, phase: Phase, rule: ZoneRule): void {
    const { ruleset, entries } = this.phases.get(phase) ?? this.addPhase(phase);
    const entry = { path: by.node.path, rule: { ...rule, ref: rule.ref ?? by.node.id } };
    this.check(entry, phase, entries);
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
    });
    const added = { ruleset, entries: [] };
    this.phases.set(phase, added);
    return added;
  }

  private check({ path, rule }: Entry, phase: Phase, entries: readonly Entry[]): void {
    const { ref, action, expression, enabled = true } = rule;
    const { actions, rules } = limitsOf(phase);
    const room = rules?.[this.plan] ?? Number.POSITIVE_INFINITY;
    if (!actions.includes(action)) {
      throw new Error(`${path}: action must be ${actions.join(" or ")} in ${phase}, got ${action}`);
    }
    if (action === "log" && this.plan !== "enterprise") {
      throw new Error(`${path}: action must be another on the ${this.plan} plan, got log, which comes with enterprise`);
    }
    const [fault] = expressionFaults(expression, { plan: this.plan, phase, enabled });
    if (fault) {
      throw new Error(`${path}: expression must ${fault}`);
    }
    const same = entries.find((other) => other.rule.ref === ref);
    if (same) {
      throw new Error(`${path}: ref must be unique in ${phase}, got ${ref}, which ${same.path} has`);
    }
    const twin = entries.find((other) => effectOf(other.rule) === effectOf(rule));
    if (twin) {
      throw new Error(`${path}: must do what no other rule of ${phase} does, got what ${twin.path} does`);
    }
    if (entries.length >= room) {
      throw new Error(
        `${path}: must be one of at most ${room} rules that the ${this.plan} plan has in ${phase}, got ${entries.length + 1}`,
      );
    }
  }
}

function effectOf({ expression, action, actionParameters, ratelimit }: ZoneRule): string {
  return JSON.stringify([expression, action, actionParameters, ratelimit]);
}

function rendered({ rule: { order: _, enabled = true, ...rule } }: Entry): RulesetRules {
  return { ...rule, enabled };
}
