import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

export interface RedirectProps extends RuleProps {
  /** Target of the redirect: an https URL, or an expression of the Rules language such as `concat(...)`. */
  readonly to: { readonly url: string } | { readonly expression: string };

  /** Status of the response; 307 and 308 keep the method of the request. @default 301 */
  readonly statusCode?: 301 | 302 | 303 | 307 | 308;

  /** @default true */
  readonly preserveQueryString?: boolean;
}

/**
 * A redirect for the requests that match an expression. The first redirect that matches applies.
 * https://developers.cloudflare.com/rules/url-forwarding/single-redirects/
 */
export class Redirect extends Construct {
  constructor(scope: Construct, id: string, props: RedirectProps) {
    super(scope, id);
    const { rules, to, statusCode = 301, preserveQueryString = true, ...rule } = props;
    if ("url" in to) {
      checkPattern(this, "to", to.url, /^https:\/\//, "an https URL");
    }
    rules.add(this, "http_request_dynamic_redirect", {
      ...rule,
      action: "redirect",
      actionParameters: {
        fromValue: {
          statusCode,
          preserveQueryString,
          targetUrl: "url" in to ? { value: to.url } : { expression: to.expression },
        },
      },
    });
  }
}
