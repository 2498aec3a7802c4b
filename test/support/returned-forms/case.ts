import type { Json } from "@modules/checks/json";
import type { TerraformStack } from "cdktf";

/** A resource of a module, with its state after an apply on the real service. */
export interface ReturnedCase {
  readonly name: string;
  readonly type: string;
  /** Path of the argument in the table of returned forms. */
  readonly argument: string;
  readonly define: (stack: TerraformStack) => void;
  /** Attributes as the provider reads them from the service, given the arguments that were sent. */
  readonly returned: (sent: Json) => Json;
  /** Arguments with the one of the case in another form. @default no form avoids the change */
  readonly otherwise?: (sent: Json) => Json;
  /** Changes of the second plan, such as `name: update argument`. @default none */
  readonly changes?: readonly string[];
  /** Paths of the sensitive attributes, as a state has them. @default none */
  readonly sensitive?: readonly Json[];
  /** Version of the type's schema in the provider. @default 0 */
  readonly schemaVersion?: number;
}

export const ACCOUNT = "111122223333";
