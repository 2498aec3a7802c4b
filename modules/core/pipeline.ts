/** Who runs plans and applies. */
export type Pipeline =
  | {
      readonly kind: "github";
      /** `owner/name` */
      readonly repository: string;
      /** GitHub environment an apply must run in; its reviewers are the gate. */
      readonly environment: string;
    }
  | {
      readonly kind: "hcp";
      readonly organization: string;
      readonly project: string;
      /** Begins the names of the workspaces. */
      readonly workspacePrefix: string;
    };

export type Phase = "plan" | "apply";
