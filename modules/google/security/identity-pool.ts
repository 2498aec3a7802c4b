import { IamWorkloadIdentityPool } from "@cdktf/provider-google/lib/iam-workload-identity-pool";
import { IamWorkloadIdentityPoolProvider } from "@cdktf/provider-google/lib/iam-workload-identity-pool-provider";
import type { Pipeline } from "@modules/core/pipeline";
import { Construct, type IConstruct } from "constructs";
import { projectOf } from "../project";
import { issuer } from "./pipeline";

export interface IIdentityPool extends IConstruct {
  /** `projects/<number>/locations/global/workloadIdentityPools/<name>`; known at synth. */
  readonly name: string;
  awsRole(role: string): string;
}

export interface IdentityPoolProps {
  /** 4 to 32 lower-case letters, digits and hyphens; taken for a month after the pool is deleted. */
  readonly name: string;

  readonly description: string;

  /** Whose runs may log in. */
  readonly pipeline: Pipeline;

  /** AWS account whose roles may log in. @default none */
  readonly awsAccountId?: string;
}

/**
 * Identities from elsewhere that Google knows without a key. Being known
 * permits nothing: a policy has to name them.
 * https://cloud.google.com/iam/docs/workload-identity-federation
 */
export class IdentityPool extends Construct implements IIdentityPool {
  readonly name: string;

  constructor(scope: Construct, id: string, props: IdentityPoolProps) {
    super(scope, id);
    const { name, description, pipeline, awsAccountId } = props;
    const pool = new IamWorkloadIdentityPool(this, "Default", { workloadIdentityPoolId: name, description });
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
        // Four characters at least.
        workloadIdentityPoolProviderId: "aws-roles",
        aws: { accountId: awsAccountId },
        attributeMapping: {
          // An ARN with its session may be longer than the 127 characters Google takes.
          "google.subject": role,
          "attribute.aws_role": role,
        },
        attributeCondition: `assertion.arn.startsWith("arn:aws:sts::${awsAccountId}:assumed-role/")`,
      });
    }
  }

  /** Sessions of a role of the AWS account, as policies name them. @param role its name without a path */
  awsRole(role: string): string {
    return `principalSet://iam.googleapis.com/${this.name}/attribute.aws_role/${role}`;
  }
}
