import { type DataConfig, DataResource, Fn } from "cdktf";
import { Construct, type IConstruct } from "constructs";

export interface IOriginHeader extends IConstruct {
  /** Name of the header, in lower case, which AWS WAF requires. */
  readonly name: string;

  /** Value that Terraform hides in plans. */
  readonly value: string;
}

export interface OriginHeaderProps {
  /** Arguments of the `terraform_data` that replace what this module sets. @default none */
  readonly overrides?: Partial<DataConfig>;
}

/**
 * A header with a random value that a distribution adds to its requests. The web ACL of the origin checks the value,
 * because the distributions of all customers send requests from the same IP addresses.
 *
 * Terraform generates the value in the first apply and keeps it in the state, because neither CloudFront nor AWS WAF
 * has a write-only argument for it. Whoever reads the value can bypass the CDN, and gets no other access. To change it,
 * run `terraform apply -replace` for the `terraform_data`, then apply the stack of the web ACL and immediately
 * afterwards that of the distribution.
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
