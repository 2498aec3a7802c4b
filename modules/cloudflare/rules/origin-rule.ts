import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import { planIncludes } from "../zone/plan";
import type { RuleProps } from "./zone-rules";

export interface OriginRuleProps extends RuleProps {
  /** Port of the origin. @default the port of the request */
  readonly port?: number;

  /**
   * Name sent to the origin in the Host header and in TLS (SNI); needs the enterprise plan.
   * @default the name of the request
   */
  readonly hostHeader?: string;
}

/**
 * Port or host name with which Cloudflare sends matching requests to the origin.
 * https://developers.cloudflare.com/rules/origin-rules/
 */
export class OriginRule extends Construct {
  constructor(scope: Construct, id: string, props: OriginRuleProps) {
    super(scope, id);
    const { rules, port, hostHeader, ...rule } = props;
    check(
      this,
      !hostHeader || planIncludes(rules.plan, "enterprise"),
      "hostHeader",
      `left out on the ${rules.plan} plan`,
      hostHeader,
    );
    check(this, port !== undefined || Boolean(hostHeader), "port or hostHeader", "given", "neither");
    rules.add(this, "http_request_origin", {
      ...rule,
      action: "route",
      actionParameters: {
        hostHeader,
        sni: hostHeader ? { value: hostHeader } : undefined,
        origin: port === undefined ? undefined : { port },
      },
    });
  }
}
