import { SnsTopic, type SnsTopicConfig } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { checkPattern } from "@modules/core/checks";
import { Construct, type IConstruct } from "constructs";
import type { IKey } from "../security/key";
import { policyDocument, type Statement } from "../security/policy";
import { grant, type IRole } from "../security/role";

export interface ITopic extends IConstruct {
  readonly arn: string;
  /** Allows the role to publish messages and to encrypt them with the topic's key. */
  grantPublish(role: IRole): void;
}

export interface TopicProps {
  /** Name of the topic: 1 to 256 of `A-Za-z0-9_-`. */
  readonly name: string;

  readonly key: IKey;

  /** Recipients by mail; a recipient gets messages only after confirming the subscription. @default none */
  readonly emails?: readonly string[];

  /**
   * URLs to which SNS posts messages, by a construct id; each server must confirm its subscription automatically. Pass
   * a URL that contains a key as a sensitive variable. The state contains it in any case.
   * @default none
   */
  readonly httpsEndpoints?: Readonly<Record<string, string>>;

  /**
   * Statements added to the topic policy that allow a service to publish. The key policy must allow the service to use
   * the key, too.
   * @default []
   */
  readonly policy?: readonly Statement[];

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<SnsTopicConfig>;
}

export interface TopicAttributes {
  readonly arn: string;
  /** Customer key of the topic. @default no encryption with a customer key */
  readonly key?: IKey;
}

/** An encrypted topic that accepts TLS only. */
export class Topic extends Construct implements ITopic {
  readonly arn: string;

  private readonly key: IKey;

  constructor(scope: Construct, id: string, props: TopicProps) {
    super(scope, id);
    const { name, key, emails = [], httpsEndpoints = {}, policy = [], overrides } = props;
    checkPattern(this, "name", name, /^[\w-]{1,256}$/, "1 to 256 of A-Za-z0-9_-");
    const topic = new SnsTopic(this, "Default", { name, kmsMasterKeyId: key.arn, ...overrides });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument(
        {
          sid: "TlsOnly",
          effect: "Deny",
          // SNS rejects `sns:*` in a topic policy.
          actions: ["sns:Publish"],
          resources: [topic.arn],
          principals: "*",
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
        ...policy,
      ),
    });
    for (const email of emails) {
      new SnsTopicSubscription(this, email.replace(/[^A-Za-z0-9]+/g, "-"), {
        topicArn: topic.arn,
        protocol: "email",
        endpoint: email,
      });
    }
    for (const [id, endpoint] of Object.entries(httpsEndpoints)) {
      new SnsTopicSubscription(this, id, {
        topicArn: topic.arn,
        protocol: "https",
        endpoint,
        endpointAutoConfirms: true,
      });
    }
    this.arn = topic.arn;
    this.key = key;
  }

  /** A topic that another stack or tool owns. */
  static fromExisting(scope: Construct, id: string, attributes: TopicAttributes): ITopic {
    return new ExistingTopic(scope, id, attributes);
  }

  grantPublish(role: IRole): void {
    grant(role, `publish-to-${this.node.id}`, ...publishStatements(this.arn, this.key));
  }
}

class ExistingTopic extends Construct implements ITopic {
  readonly arn: string;

  private readonly key?: IKey;

  constructor(scope: Construct, id: string, { arn, key }: TopicAttributes) {
    super(scope, id);
    this.arn = arn;
    this.key = key;
  }

  grantPublish(role: IRole): void {
    grant(role, `publish-to-${this.node.id}`, ...publishStatements(this.arn, this.key));
  }
}

/** Permissions that a publisher to a topic needs. */
export function publishStatements(topicArn: string, key?: IKey): Statement[] {
  const publish = { actions: ["sns:Publish"], resources: [topicArn] };
  return key ? [publish, { actions: ["kms:GenerateDataKey", "kms:Decrypt"], resources: [key.arn] }] : [publish];
}
