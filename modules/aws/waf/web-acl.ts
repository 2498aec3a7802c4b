import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import type { IKey } from "../security/key";
import {
  COUNTRIES_CAPACITY,
  IP_SET_CAPACITY,
  MANAGED_GROUP_CAPACITY,
  MAX_CAPACITY,
  type ManagedGroup,
  RATE_LIMIT_CAPACITY,
} from "./managed-rules";
import { addWebAclLogs } from "./web-acl-logs";
import { addProxySets } from "./web-acl-proxies";
import { countriesRule, elsewhereRule, groupRule, rateLimitRule, type UnrankedRule, visibility } from "./web-acl-rules";

export interface IWebAcl extends IConstruct {
  readonly arn: string;
  readonly scope: Scope;
}

type Scope = "CLOUDFRONT" | "REGIONAL";

export interface WebAclProps {
  /** 1 to 128 letters, digits, hyphens and underscores. A change replaces it. */
  readonly name: string;

  /** `CLOUDFRONT` for distributions, in us-east-1 only; `REGIONAL` for load balancers. A change replaces it. */
  readonly scope: Scope;

  /** Requests a client may make in any five minutes, at least 10; the next gets 429. @default no limit */
  readonly rateLimit?: number;

  /** Countries whose requests are refused, by the two letters of ISO 3166-1, such as `KP`. @default none */
  readonly blockedCountries?: readonly string[];

  /**
   * Header whose first address is the client's, such as `X-Forwarded-For`, where
   * a proxy stands in front: the address of the connection is the proxy's, and a
   * limit on that blocks everybody. Clients that reach the ACL around the proxy
   * can forge it, unless `proxyCidrs` keeps them out.
   * @default the address of the connection
   */
  readonly clientAddressHeader?: string;

  /**
   * Networks of the proxy in front, IPv4 and IPv6: what comes from elsewhere goes
   * around it, and is refused before all else. @default requests may come from anywhere
   */
  readonly proxyCidrs?: readonly string[];

  /**
   * Groups of AWS's rules by the name of the rule, in the order they are asked.
   * What they cost of the ACL's capacity is added up: beyond 1,500 requests are
   * billed extra, beyond 5,000 is refused.
   * @default common threats, known bad inputs, SQL injection
   */
  readonly managedGroups?: Readonly<Record<string, ManagedGroup>>;

  /** Rules of a group that only count, by the name of the rule that asks the group. @default none */
  readonly countedRules?: Readonly<Record<string, readonly string[]>>;

  /** Its policy must let CloudWatch Logs of the region use it. */
  readonly logsKey: IKey;

  /** A period CloudWatch Logs offers. @default 365 */
  readonly logRetentionDays?: number;
}

const DEFAULT_GROUPS: Readonly<Record<string, ManagedGroup>> = {
  CommonRuleSet: "AWSManagedRulesCommonRuleSet",
  KnownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  SQLInjectionRule: "AWSManagedRulesSQLiRuleSet",
};

/**
 * Lets through what none of its rules blocks: first who goes around the proxy,
 * then some countries, then too many requests of one client, then AWS's groups
 * in turn.
 */
export class WebAcl extends Construct implements IWebAcl {
  readonly arn: string;
  readonly scope: Scope;
  /** Capacity its rules take (WCU). */
  readonly capacity: number;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, logsKey, logRetentionDays = 365, rateLimit, clientAddressHeader, blockedCountries = [] } = props;
    const { managedGroups = DEFAULT_GROUPS, countedRules = {}, proxyCidrs = [] } = props;
    this.scope = props.scope;
    this.capacity = capacityOf(props, managedGroups);
    this.check(props, managedGroups);
    const rules: UnrankedRule[] = [
      ...(blockedCountries.length === 0 ? [] : [countriesRule(blockedCountries, clientAddressHeader)]),
      ...(rateLimit === undefined ? [] : [rateLimitRule(rateLimit, clientAddressHeader)]),
      ...Object.entries(managedGroups).map(([rule, group]) => groupRule(rule, group, countedRules[rule] ?? [])),
    ];
    const sets = addProxySets(this, { name, scope: props.scope, cidrs: proxyCidrs });
    const acl = new Wafv2WebAcl(this, "Default", {
      name,
      scope: props.scope,
      defaultAction: { allow: {} },
      rule: [
        ...(sets.length === 0 ? [] : [{ ...elsewhereRule(sets), priority: 0 }]),
        ...rules.map((rule, index) => ({ ...rule, priority: index + 1 })),
      ],
      visibilityConfig: visibility(name),
    });
    this.arn = acl.arn;
    addWebAclLogs(this, { name, key: logsKey, retentionDays: logRetentionDays });
  }

  /** Puts the ACL before a load balancer, which must be of its region and has no other. */
  associate(loadBalancer: IConstruct & { readonly arn: string }): void {
    if (this.scope !== "REGIONAL") {
      throw new Error(`${this.node.path}: scope must be REGIONAL to associate a load balancer, got ${this.scope}`);
    }
    new Wafv2WebAclAssociation(this, loadBalancer.node.id, { webAclArn: this.arn, resourceArn: loadBalancer.arn });
  }

  private check(
    { name, scope, rateLimit, clientAddressHeader, blockedCountries = [], countedRules = {} }: WebAclProps,
    groups: Readonly<Record<string, ManagedGroup>>,
  ): void {
    const { region } = accountOf(this);
    const fail = (rule: string) => {
      throw new Error(`${this.node.path}: ${rule}`);
    };
    if (!/^[\w-]{1,128}$/.test(name)) {
      fail(`name must be 1 to 128 letters, digits, hyphens and underscores, got ${name}`);
    }
    if (scope === "CLOUDFRONT" && region !== "us-east-1") {
      fail(`scope must be REGIONAL outside us-east-1, got CLOUDFRONT in ${region}`);
    }
    if (rateLimit !== undefined && !(Number.isInteger(rateLimit) && rateLimit >= 10 && rateLimit <= 2e9)) {
      fail(`rateLimit must be a whole number from 10 to 2000000000, got ${rateLimit}`);
    }
    if (clientAddressHeader !== undefined && rateLimit === undefined && blockedCountries.length === 0) {
      fail(`rateLimit or blockedCountries must be given with clientAddressHeader, got only ${clientAddressHeader}`);
    }
    for (const country of blockedCountries) {
      if (!/^[A-Z]{2}$/.test(country)) {
        fail(`blockedCountries must be two capital letters each, got ${country}`);
      }
    }
    if (this.capacity === 0) {
      fail("managedGroups must not be empty without a rateLimit or blockedCountries, got no rule at all");
    }
    if (this.capacity > MAX_CAPACITY) {
      fail(`managedGroups must take at most ${MAX_CAPACITY} WCU, got ${this.capacity}; above 1500 are billed extra`);
    }
    for (const rule of Object.keys(countedRules)) {
      if (!groups[rule]) {
        fail(`countedRules must be of ${Object.keys(groups).join(", ")}, got ${rule}`);
      }
    }
  }
}

function capacityOf(
  { rateLimit, blockedCountries = [], proxyCidrs = [] }: WebAclProps,
  groups: Readonly<Record<string, ManagedGroup>>,
): number {
  const families = new Set(proxyCidrs.map((cidr) => cidr.includes(":"))).size;
  return Object.values(groups).reduce<number>(
    (sum, group) => sum + MANAGED_GROUP_CAPACITY[group],
    families * IP_SET_CAPACITY +
      (rateLimit === undefined ? 0 : RATE_LIMIT_CAPACITY) +
      (blockedCountries.length === 0 ? 0 : COUNTRIES_CAPACITY),
  );
}
