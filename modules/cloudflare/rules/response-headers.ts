import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

export interface ResponseHeadersProps extends RuleProps {
  /** Headers to set on every matching response, by name; they replace the origin's. 1 to 30. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Headers that Cloudflare sets on responses to the requests that match an expression, such as security headers.
 * https://developers.cloudflare.com/rules/transform/response-header-modification/
 */
export class ResponseHeaders extends Construct {
  constructor(scope: Construct, id: string, props: ResponseHeadersProps) {
    super(scope, id);
    const { rules, headers, ...rule } = props;
    checkLength(this, "headers", Object.keys(headers), 1, 30);
    for (const name of Object.keys(headers)) {
      checkPattern(this, "headers", name, /^[A-Za-z0-9_-]+$/, "names of letters, digits, hyphens and underscores");
    }
    rules.add(this, "http_response_headers_transform", {
      ...rule,
      action: "rewrite",
      actionParameters: {
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [name, { operation: "set", value }]),
        ),
      },
    });
  }
}
