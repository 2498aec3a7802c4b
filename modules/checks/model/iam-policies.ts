/** Policies of IAM and of resources, as parsed JSON. */
import type { Json } from "../json";
import { list, once, parsedJson } from "./values";

/**
 * Statements of a resource's policy that allow something; none if only Terraform can evaluate the policy, as of a policy
 * document. Remembered, because several rules and checks read each policy and parsing takes most of their time.
 */
export const allowed = once((attributes: Json): readonly Json[] => {
  const document = parsedJson(attributes.policy ?? attributes.assume_role_policy);
  return list(document?.Statement).filter(({ Effect }) => Effect === "Allow");
});
