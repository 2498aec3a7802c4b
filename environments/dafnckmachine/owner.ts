import type { CloudflareOwner, ClusterOwner, ClusterValues, GoogleValues, Owner } from "../schema/owner";

interface DafnckmachineOwner extends Owner<ClusterValues & GoogleValues>, ClusterOwner, CloudflareOwner {
  /** Name of the account role whose holders may view and restart workloads. */
  readonly operator: string;

  /** Networks that may connect to the load balancers' test listener. */
  readonly testCidrs: string[];
}

export const owner: DafnckmachineOwner = {
  repository: "example/infrastructure",
  repositoryId: "1296269",
  approvers: ["example-approvers"],
  team: "platform@example.com",
  alertEmails: ["oncall@dafnckmachine.com"],
  slack: { teamId: "T012AB3C4", channelId: "C012AB3CD", channelName: "#alerts" },
  adminCidrs: ["203.0.113.0/24"],
  testCidrs: ["203.0.113.0/24"],
  administrators: ["platform-administrator"],
  operator: "platform-operator",
  cloudflareAccountId: "023e105f4ecef8ad9ca31a8372d0c353",
  environments: {
    production: {
      accountId: "111122223333",
      stateKeyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      githubConnectionArn:
        "arn:aws:codeconnections:us-east-1:111122223333:connection/1234abcd-12ab-34cd-56ef-1234567890ab",
      dockerHubSecretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:ecr-pullthroughcache/docker-hub-a1b2c3",
      googleProject: { id: "example-dafnckmachine-prod", number: "123456789012" },
      googleBillingAccount: "012345-567890-ABCDEF",
    },
    staging: {
      accountId: "444455556666",
      stateKeyArn: "arn:aws:kms:us-east-1:444455556666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      nameServers: ["ns-1.example.net", "ns-2.example.net"],
    },
    development: {
      accountId: "777788889999",
      stateKeyArn: "arn:aws:kms:us-east-1:777788889999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      nameServers: ["ns-3.example.net", "ns-4.example.net"],
      googleProject: { id: "example-dafnckmachine-dev", number: "777777777777" },
      googleBillingAccount: "012345-567890-ABCDEF",
    },
  },
};
