import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";
import { grant, type IRole } from "../security/role";

export interface ITopic extends IConstruct {
  readonly arn: string;
  grantPublish(role: IRole): void;
}

export interface TopicProps {
  /** 1 to 256 of `A-Za-z0-9_-`. */
  readonly name: string;

  readonly key: IKey;

  /**
   * Added to the policy that refuses messages without TLS, to let a service
   * publish. Its key must let the service use it too.
   * @default none
   */
  readonly policy?: readonly Statement[];
}

/** An encrypted topic for TLS only. */
export class Topic extends Construct implements ITopic {
  readonly arn: string;

  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    const { name, key, policy = [] } = props;
    if (!/^[\w-]{1,256}$/.test(name)) {
      throw new Error(`${this.node.path}: name must be 1 to 256 of A-Za-z0-9_-, got ${name}`);
    }
    const topic = new SnsTopic(this, "Default", { name, kmsMasterKeyId: key.arn });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(
        {
          sid: "TlsOnly",
          effect: "Deny",
          // SNS refuses `sns:*` in the policy of a topic.
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...policy,
      ),
    });
    this.arn = topic.arn;
    this.key = key;
  }

  grantPublish(role: IRole): void {
    grant(
      role,
      `publish-to-${this.node.id}`,
      { actions: ["sns:Publish"], resources: [this.arn] },
      { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [this.key.arn] },
    );
  }
}
