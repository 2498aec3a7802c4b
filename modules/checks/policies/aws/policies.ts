/** Policies of IAM and of resources, as parsed JSON. */
import type { Json } from "../../json";
import { list, once, parsedJson } from "../../model/values";
import type { Resource } from "../resources";

/** Statements that allow something; none if only Terraform can evaluate the policy, as of a policy document. */
export function allowed({ block }: Resource): readonly Json[] {
  return allowedIn(block);
}

/** Remembered, because several rules read each policy and parsing takes most of their time. */
const allowedIn = once((block: Json): readonly Json[] => {
  const document = parsedJson(block.policy ?? block.assume_role_policy);
  return list(document?.Statement).filter(({ Effect }) => Effect === "Allow");
});
