import { Construct } from "constructs";
import type { IZoneRules, ZoneRule } from "./zone-rules";

export interface OriginRuleProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** Port of the origin. @default the one that was asked for */
  readonly port?: number;

  /** Name the origin is asked by, in `Host` and in TLS. Enterprise plan. @default the one that was asked for */
  readonly hostHeader?: string;
}

/** How the origin of some requests is asked. */
export class OriginRule extends Construct {
  constructor(scope: Construct, id: string, props: OriginRuleProps) {
    super(scope, id);
    const { rules, port, hostHeader, ...rule } = props;
    if (hostHeader && rules.plan !== "enterprise") {
      throw new Error(`${this.node.path}: hostHeader must be left out on the ${rules.plan} plan, got ${hostHeader}`);
    }
    if (port === undefined && !hostHeader) {
      throw new Error(`${this.node.path}: port or hostHeader must be given, got neither`);
    }
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
