import { Construct } from "constructs";
import type { IZoneRules, ZoneRule } from "./zone-rules";

export interface RedirectProps extends Pick<ZoneRule, "description" | "expression" | "enabled" | "order"> {
  readonly rules: IZoneRules;

  /** Where to: an address, or `concat(...)` and the like in the Rules language. */
  readonly to: { readonly url: string } | { readonly expression: string };

  /** 307 and 308 keep the method. @default 301 */
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;

  /** @default true */
  readonly preserveQueryString?: boolean;
}

/** Sends browsers elsewhere; the first that matches does. */
export class Redirect extends Construct {
  constructor(scope: Construct, id: string, props: RedirectProps) {
    super(scope, id);
    const { rules, to, statusCode = 301, preserveQueryString = true, ...rule } = props;
    if ("url" in to && !to.url.startsWith("https://")) {
      throw new Error(`${this.node.path}: to must be an https address, got ${to.url}`);
    }
    rules.add(this, "http_request_dynamic_redirect", {
      ...rule,
      action: "redirect",
      actionParameters: {
        fromValue: {
          statusCode,
          preserveQueryString: preserveQueryString,
          targetUrl: "url" in to ? { value: to.url } : { expression: to.expression },
        },
      },
    });
  }
}
