import { checkLength, checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { RuleProps } from "./zone-rules";

export interface ResponseHeadersProps extends RuleProps {
  /** Headers that every matching response gets, in place of the origin's, by name; 1 to 30. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Headers of the responses to the requests that an expression matches, such as those that tell browsers what a page may
 * do. https://developers.cloudflare.com/rules/transform/response-header-modification/
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
