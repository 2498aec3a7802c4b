import { Wafv2WebAcl, type Wafv2WebAclConfig } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Wafv2WebAclAssociation } from "@cdktf/provider-aws/lib/wafv2-web-acl-association";
import { check, checkPattern, checkWholeNumber, fail } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import { accountOf } from "../account";
import { checkName } from "../check-name";
import { addDefaultAlarms } from "../operations/default-alarms";
import { QUOTAS } from "../quotas";
import type { IKey } from "../security/key";
import { webAclAlarms } from "./alarms";
import type { ManagedGroup } from "./managed-rules";
import { capacityOf } from "./web-acl-capacity";
import { addWebAclLogs, dataProtection } from "./web-acl-logs";
import { addHeaderMatch, addProxySets, type ProxyHeader } from "./web-acl-proxies";
import {
  aroundProxyRule,
  type ClientAddress,
  countriesRule,
  groupRule,
  type Rule,
  rateLimitRule,
  visibility,
  type WebAclScope,
} from "./web-acl-rules";

export interface IWebAcl extends IConstruct {
  readonly arn: string;
  readonly scope: WebAclScope;
}

export interface WebAclProps {
  /** Name of the web ACL: 1 to 128 letters, digits, hyphens and underscores. A change replaces the web ACL. */
  readonly name: string;

  /** `CLOUDFRONT` for distributions, in us-east-1 only; `REGIONAL` for load balancers. A change replaces the web ACL. */
  readonly scope: WebAclScope;

  /**
   * Maximum number of requests of a client in five minutes, 10 to 2000000000. WAF responds to further requests with
   * 429. @default no limit
   */
  readonly rateLimit?: number;

  /** Countries whose requests are blocked, as ISO 3166-1 codes such as `KP`. @default none */
  readonly blockedCountries?: readonly string[];

  /**
   * Header whose first address is the client's, such as `X-Forwarded-For`, for a web ACL behind a proxy. Without it,
   * the rate limit would count all requests of the proxy together and block all clients. Clients that bypass the proxy
   * can forge or omit the header, so also set `proxyCidrs` or `proxyHeader`, or allow only the proxy in a security
   * group.
   * @default none: the address of the connection
   */
  readonly clientAddressHeader?: string;

  /**
   * Treatment of requests without `clientAddressHeader`, to which WAF does not apply rules that read the header.
   * `by-connection` limits and blocks them by the address of their connection; `unlimited` does not, for a proxy that
   * omits the header.
   * https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-forwarded-ip-address.html
   * @default "by-connection"; "unlimited" with `proxyCidrs`
   */
  readonly requestsWithoutHeader?: "by-connection" | "unlimited";

  /**
   * Networks of the proxy and of health checkers, IPv4 and IPv6. The first rule blocks requests that neither come from
   * these networks nor have `proxyHeader`.
   * @default none: all networks may send requests, unless `proxyHeader` is set
   */
  readonly proxyCidrs?: readonly string[];

  /**
   * Header that the proxy adds, such as an `OriginHeader` of CloudFront. The first rule blocks requests that neither
   * have its value nor come from `proxyCidrs`.
   * @default none
   */
  readonly proxyHeader?: ProxyHeader;

  /**
   * Managed rule groups by the name of their rule, in the order of evaluation. AWS bills a total capacity of more than
   * 1500 WCU and refuses more than 5000.
   * @default common threats, known bad inputs, SQL injection
   */
  readonly managedGroups?: Readonly<Record<string, ManagedGroup>>;

  /** Rules of a managed group that only count matches, by the key of the group in `managedGroups`. @default none */
  readonly countedRules?: Readonly<Record<string, readonly string[]>>;

  /** Key that encrypts the logs; its policy must allow CloudWatch Logs of the region to use it. */
  readonly logsKey: IKey;

  /** Days that logs are kept: a retention period of CloudWatch Logs. @default 365 */
  readonly logRetentionDays?: number;

  /** Blocked requests in five minutes, over all rules, above which an alarm fires. @default 5000 */
  readonly blockedRequests?: number;

  /** Arguments of the `aws_wafv2_web_acl` that replace what this module sets. @default none */
  readonly overrides?: Partial<Wafv2WebAclConfig>;
}

const DEFAULT_GROUPS: Readonly<Record<string, ManagedGroup>> = {
  CommonRuleSet: "AWSManagedRulesCommonRuleSet",
  KnownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
  SQLInjectionRule: "AWSManagedRulesSQLiRuleSet",
};

/** Props with the defaults of those that decide which rules there are. */
type Settings = WebAclProps &
  Required<Pick<WebAclProps, "managedGroups" | "blockedCountries" | "countedRules" | "proxyCidrs">>;

/**
 * A web ACL that allows all requests that no rule blocks. Its rules are evaluated in this order: requests that bypass
 * the proxy, blocked countries, the rate limit, managed rule groups. It logs requests that a rule has matched.
 * https://docs.aws.amazon.com/waf/latest/developerguide/web-acl.html
 */
export class WebAcl extends Construct implements IWebAcl {
  readonly arn: string;
  readonly scope: WebAclScope;

  /** Capacity of all rules, in WCU. */
  readonly capacity: number;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    const { name, logsKey, logRetentionDays = 365, rateLimit, blockedCountries = [] } = props;
    const { managedGroups = DEFAULT_GROUPS, countedRules = {}, proxyCidrs = [], proxyHeader, overrides } = props;
    this.scope = props.scope;
    const settings = { ...props, managedGroups, blockedCountries, countedRules, proxyCidrs };
    const addresses = addressesOf(settings);
    this.capacity = capacityOf(settings, addresses);
    this.check(settings);
    const rules: Rule[] = [
      ...(blockedCountries.length === 0 ? [] : addresses.map((address) => countriesRule(blockedCountries, address))),
      ...(rateLimit === undefined ? [] : addresses.map((address) => rateLimitRule(rateLimit, address))),
      ...Object.entries(managedGroups).map(([rule, group]) => groupRule(rule, group, countedRules[rule] ?? [])),
    ];
    const secretHeaders = ["authorization", "cookie", ...(proxyHeader ? [proxyHeader.name] : [])];
    const sets = addProxySets(this, { name, scope: props.scope, cidrs: proxyCidrs });
    const match = proxyHeader && addHeaderMatch(this, { name, scope: props.scope, header: proxyHeader });
    const acl = new Wafv2WebAcl(this, "Default", {
      name,
      scope: props.scope,
      defaultAction: { allow: {} },
      rule: [
        ...(match || sets.length > 0 ? [{ ...aroundProxyRule(sets, match), priority: 0 }] : []),
        ...rules.map((rule, index) => ({ ...rule, priority: index + 1 })),
      ],
      visibilityConfig: visibility(name),
      dataProtectionConfig: { dataProtection: dataProtection(secretHeaders) },
      ...overrides,
    });
    this.arn = acl.arn;
    addWebAclLogs(this, { name, key: logsKey, retentionDays: logRetentionDays, secretHeaders });
    const alarms = webAclAlarms(this, { name, scope: props.scope }, props);
    addDefaultAlarms(this, `${name}-${props.scope.toLowerCase()}`, alarms);
  }

  /**
   * Associates the web ACL with a load balancer of its region. A load balancer can have one web ACL.
   * @throws when the scope is not `REGIONAL`
   */
  associate(loadBalancer: IConstruct & { readonly arn: string }): void {
    check(this, this.scope === "REGIONAL", "scope", "REGIONAL to associate a load balancer", this.scope);
    new Wafv2WebAclAssociation(this, loadBalancer.node.id, { webAclArn: this.arn, resourceArn: loadBalancer.arn });
  }

  private check(settings: Settings): void {
    const { name, scope, rateLimit, clientAddressHeader, blockedCountries, countedRules, managedGroups } = settings;
    const { region } = accountOf(this);
    checkName(this, "aws_wafv2_web_acl", name);
    const global = scope === "REGIONAL" || region === "us-east-1";
    check(this, global, "scope", "REGIONAL outside us-east-1", `${scope} in ${region}`);
    if (rateLimit !== undefined) {
      checkWholeNumber(this, "rateLimit", rateLimit, 10, 2_000_000_000);
    }
    if (clientAddressHeader !== undefined && rateLimit === undefined && blockedCountries.length === 0) {
      fail(this, "rateLimit or blockedCountries", "given with clientAddressHeader", `only ${clientAddressHeader}`);
    }
    for (const country of blockedCountries) {
      checkPattern(this, "blockedCountries", country, /^[A-Z]{2}$/, "two capital letters each");
    }
    if (this.capacity === 0) {
      fail(this, "managedGroups", "given without a rateLimit or blockedCountries", "no rule at all");
    }
    const { limit } = QUOTAS.webAclCapacity;
    check(this, this.capacity <= limit, "managedGroups", `at most ${limit} WCU together`, this.capacity);
    for (const rule of Object.keys(countedRules)) {
      check(
        this,
        managedGroups[rule] !== undefined,
        "countedRules",
        `of ${Object.keys(managedGroups).join(", ")}`,
        rule,
      );
    }
  }
}

/** Sources of client addresses: the header, then the connection for requests without the header. */
function addressesOf({ clientAddressHeader, proxyCidrs, requestsWithoutHeader }: Settings): ClientAddress[] {
  const { length } = proxyCidrs;
  const missing = requestsWithoutHeader ?? (length > 0 ? "unlimited" : "by-connection");
  const forwarded = { suffix: "", header: clientAddressHeader };
  return clientAddressHeader === undefined || missing === "unlimited"
    ? [forwarded]
    : [forwarded, { suffix: "-without-header", unlessHeader: clientAddressHeader }];
}
