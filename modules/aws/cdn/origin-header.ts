import { type DataConfig, DataResource, Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";

export interface IOriginHeader extends IConstruct {
  /** Name of the header, in lower case, as AWS WAF compares it. */
  readonly name: string;

  /** Value that Terraform hides in plans. */
  readonly value: string;
}

export interface OriginHeaderProps {
  /** Arguments of the `terraform_data` that replace what this module sets. @default none */
  readonly overrides?: Partial<DataConfig>;
}

/**
 * A header with a random value that a distribution adds to its requests, and by which the web ACL of the origin tells
 * them from requests of other customers' distributions: all of CloudFront sends from the same addresses.
 *
 * Terraform makes the value at the first apply and keeps it in the state, because neither CloudFront nor AWS WAF has
 * a write-only argument for it. It grants nothing but the way around the CDN. `terraform apply -replace` of the
 * `terraform_data` makes another one; apply the stack of the web ACL and then that of the distribution at once.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html
 *
 * @example new Distribution(stack, "cdn", { origins: { api: { host, headers: { [header.name]: header.value } } } })
 */
export class OriginHeader extends Construct implements IOriginHeader {
  readonly name = "x-origin-verification";
  readonly value: string;

  constructor(scope: Construct, id: string, { overrides }: OriginHeaderProps = {}) {
    super(scope, id);
    const made = new DataResource(this, "Default", {
      input: { value: "${uuid()}" },
      lifecycle: { ignoreChanges: ["input"] },
      ...overrides,
    });
    this.value = Fn.sensitive(made.interpolationForAttribute("output.value"));
  }
}
