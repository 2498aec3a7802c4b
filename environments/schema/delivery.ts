/** The pipeline that plans and applies an environment without stored credentials. */
import { z } from "zod";
import { repository, slug } from "./fields";

/**
 * Classes of change that an environment can let through without an approval. `permissions`, `exposure`, `keys` and
 * `protection` come on top of what a change does; the loss of data is never let through.
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
   * Number of the repository, which Google Cloud checks besides its name. AWS checks the number only with `workflow`.
   * @default not checked
   */
  repositoryId: z
    .string()
    .regex(/^\d{1,15}$/, { error: "must be the number of a GitHub repository, digits in a string" })
    .optional(),
  /**
   * Path of the workflow that delivers. Set it and the number once the repository's tokens have the customized subject
   * of decision 4.
   * @default tokens have GitHub's default subject
   */
  workflow: z
    .string()
    .regex(/^\.github\/workflows\/[\w.-]+\.ya?ml$/, {
      error: "must be the path of a workflow, such as .github/workflows/deliver.yml",
    })
    .optional(),
  /**
   * Make the identity provider of GitHub or HCP Terraform. An account holds one of each, so environments that share
   * an account make it in one of them.
   */
  createProvider: z.boolean().default(true),
  /**
   * Classes of change that are applied without an approval: a change is let through when all of its classes are here.
   * @default every change waits for an approval
   */
  approved: z.array(z.enum(APPROVABLE)).default([]),
  /**
   * Settings of GitHub that the trust in the pipeline rests on, made by the stack `github-delivery`.
   * @default a person makes them
   */
  github: z
    .strictObject({
      /** People who approve applies, one to six teams and users. */
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
       * Make the rules of the repository as well: its branch and its workflows. Environments that share a repository
       * make them in one of them.
       */
      createRepositoryRules: z.boolean().default(true),
    })
    .optional(),
});

export type GithubSettings = NonNullable<z.infer<typeof deliverySchema>["github"]>;
