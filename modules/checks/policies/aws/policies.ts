/** Policies of IAM and of resources, as parsed JSON. */
import type { Json } from "../../json";
import { list, parsedJson } from "../../model/values";
import type { Resource } from "../resources";

/** Statements that allow something; none if only Terraform can evaluate the policy, as of a policy document. */
export function allowed({ block }: Resource): Json[] {
  const document = parsedJson(block.policy ?? block.assume_role_policy);
  return list(document?.Statement).filter(({ Effect }) => Effect === "Allow");
}
