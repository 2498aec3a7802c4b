/** The pipeline that plans and applies an environment without stored credentials. */
import { z } from "zod";
import { repository, slug } from "./fields";

/**
 * Classes of changes that an environment may apply without an approval. A change can be in `permissions`, `exposure`,
 * `keys` or `protection` in addition to the class of its action. The loss of data always needs an approval.
 */
const APPROVABLE = [
  "outputs",
  "moves",
  "additions",
  "changes",
  "replacements",
  "removals",
  "permissions",
  "exposure",
  "keys",
  "protection",
] as const;

export type Approvable = (typeof APPROVABLE)[number];

export const deliverySchema = z.strictObject({
  /** The owner's GitHub repository. */
  repository,
  /**
   * Number of the repository, which Google Cloud checks in addition to its name. AWS checks the number only with
   * `workflow`.
   * @default not checked
   */
  repositoryId: z
    .string()
    .regex(/^\d{1,15}$/, { error: "must be the number of a GitHub repository, digits in a string" })
    .optional(),
  /**
   * Path of the workflow that delivers. Set this and the number after the repository's tokens have the customized
   * subject of decision 4.
   * @default tokens have GitHub's default subject
   */
  workflow: z
    .string()
    .regex(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, {
      error: "must be the path of a workflow, such as .github/workflows/deliver.yml",
    })
    .optional(),
  /**
   * Create the identity provider of GitHub or HCP Terraform. An account has one of each, so only one of the
   * environments that share an account may create it.
   */
  createProvider: z.boolean().default(true),
  /**
   * Classes of changes that are applied without an approval: a change needs no approval when all of its classes are in
   * this list.
   * @default none: every change needs an approval
   */
  approved: z.array(z.enum(APPROVABLE)).default([]),
  /**
   * GitHub settings on which the trust in the pipeline depends; the stack `github-delivery` manages them.
   * @default none: a person manages them
   */
  github: z
    .strictObject({
      /** Reviewers who approve applies: one to six teams and users. */
      approvers: z
        .strictObject({
          /** Slugs of teams of the repository's organization. */
          teams: z.array(slug).default([]),
          /** Logins of users. */
          users: z.array(z.string()).default([]),
        })
        .refine(({ teams, users }) => teams.length + users.length >= 1 && teams.length + users.length <= 6, {
          error: "must name one to six teams and users",
        }),
      /**
       * Also create the rules of the repository for its branch and its workflows. Only one of the environments that
       * share a repository may create them.
       */
      createRepositoryRules: z.boolean().default(true),
    })
    .optional(),
});

export type GithubSettings = NonNullable<z.infer<typeof deliverySchema>["github"]>;
