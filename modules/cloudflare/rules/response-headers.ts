import { Construct } from "constructs";
import type { IZoneRules, Rule } from "./zone-rules";

export interface ResponseHeadersProps extends Pick<Rule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** Instead of what the origin says. @default none */
  readonly set?: Readonly<Record<string, string>>;

  /** @default none */
  readonly remove?: readonly string[];
}

/** Headers of answers that Cloudflare sets or takes out. */
export class ResponseHeaders extends Construct {
  constructor(scope: Construct, id: string, props: ResponseHeadersProps) {
    super(scope, id);
    const { rules, set = {}, remove = [], ...rule } = props;
    const both = remove.find((name) => name in set);
    if (both) {
      throw new Error(`${this.node.path}: remove must name no header that is set, got ${both}`);
    }
    const headers = {
      ...Object.fromEntries(Object.entries(set).map(([name, value]) => [name, { operation: "set", value }])),
      ...Object.fromEntries(remove.map((name) => [name, { operation: "remove" }])),
    };
    if (Object.keys(headers).length === 0) {
      throw new Error(`${this.node.path}: set or remove must name a header, got neither`);
    }
    rules.add(this, "http_response_headers_transform", { ...rule, action: "rewrite", actionParameters: { headers } });
  }
}
