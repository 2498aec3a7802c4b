/** The service that runs plans and applies: GitHub Actions or HCP Terraform. */
export type Pipeline =
  | {
      readonly kind: "github";
      /** Repository whose workflows deliver, `owner/name`. */
      readonly repository: string;
      /**
       * Number of the repository, as a string of digits. Somebody else can register the name after the repository or
       * its owner is renamed or deleted; GitHub never reuses the number.
       * https://docs.github.com/en/actions/reference/security/oidc
       * @default the repository is identified by its name alone
       */
      readonly repositoryId?: string;
      /** GitHub environment that applies run in; its reviewers approve each apply. */
      readonly environment: string;
      /**
       * Path of the workflow that delivers. Set it after the subject of the repository's tokens is customized with the
       * claims `repository_id`, `context` and `job_workflow_ref`, in this order. It needs `repositoryId`, and pins
       * applies to the branch `main`.
       * https://docs.github.com/en/actions/reference/security/oidc
       * @default tokens have GitHub's default subject, which names neither workflow nor branch of an apply
       */
      readonly workflow?: string;
    }
  | {
      readonly kind: "hcp";
      readonly organization: string;
      readonly project: string;
      /** Prefix of the names of the workspaces. */
      readonly workspacePrefix: string;
    };

/** Step of a delivery; each has credentials of its own. */
export type Phase = "plan" | "apply";

/**
 * Claims of GitHub's tokens that the customized subject consists of, in this order.
 * https://docs.github.com/en/actions/reference/security/oidc
 */
export const SUBJECT_CLAIMS = ["repository_id", "context", "job_workflow_ref"] as const;
