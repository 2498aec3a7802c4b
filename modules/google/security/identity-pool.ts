import {
  IamWorkloadIdentityPool,
  type IamWorkloadIdentityPoolConfig,
} from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import type { Pipeline } from "@modules/core/pipeline";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import { issuer } from "./pipeline-identities";

export interface IIdentityPool extends IConstruct {
  /** `projects/<number>/locations/global/workloadIdentityPools/<name>`, known at synthesis. */
  readonly name: string;

  /** Member string for the sessions of a role in the AWS account. @param role its name without a path */
  awsRole(role: string): string;
}

export interface IdentityPoolProps {
  /**
   * Name of the pool: 4 to 32 lower-case letters, digits and hyphens. The name stays taken for 30 days after a
   * deletion.
   */
  readonly name: string;

  readonly description: string;

  /** Pipeline whose runs the pool trusts. */
  readonly pipeline: Pipeline;

  /** AWS account whose roles the pool trusts. @default none */
  readonly awsAccountId?: string;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<IamWorkloadIdentityPoolConfig>;
}

/**
 * A workload identity pool: it exchanges tokens of a pipeline, or of AWS roles, for tokens of Google, so that no key
 * exists. The identities have no permissions until a policy names them.
 * https://cloud.google.com/iam/docs/workload-identity-federation
 */
export class IdentityPool extends Construct implements IIdentityPool {
  readonly name: string;

  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    super(scope, id);
    const { name, description, pipeline, awsAccountId, overrides } = props;
    const pool = new IamWorkloadIdentityPool(this, "Default", {
      workloadIdentityPoolId: name,
      description,
      ...overrides,
    });
    this.name = `projects/${projectOf(this).number}/locations/global/workloadIdentityPools/${name}`;
    const { url, mapping, condition } = issuer(pipeline);
    new IamWorkloadIdentityPoolProvider(this, pipeline.kind, {
      workloadIdentityPoolId: pool.workloadIdentityPoolId,
      workloadIdentityPoolProviderId: pipeline.kind === "github" ? "github" : "hcp-terraform",
      oidc: { issuerUri: url },
      attributeMapping: { ...mapping },
      attributeCondition: condition,
    });
    if (awsAccountId) {
      const role = "assertion.arn.extract('assumed-role/{role}/')";
      new IamWorkloadIdentityPoolProvider(this, "aws", {
        workloadIdentityPoolId: pool.workloadIdentityPoolId,
        // An id has at least four characters.
        workloadIdentityPoolProviderId: "aws-roles",
        aws: { accountId: awsAccountId },
        attributeMapping: {
          // The ARN of a session can be longer than the 127 characters of a subject.
          "google.subject": role,
          "attribute.aws_role": role,
        },
        attributeCondition: `assertion.arn.startsWith("arn:aws:sts::${awsAccountId}:assumed-role/")`,
      });
    }
  }

  awsRole(role: string): string {
    return `principalSet://iam.googleapis.com/${this.name}/attribute.aws_role/${role}`;
  }
}
