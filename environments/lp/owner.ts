import type { CloudflareOwner, ClusterOwner, ClusterValues, GoogleValues, Owner } from "../schema/owner";

export const owner: Owner<ClusterValues & GoogleValues> & ClusterOwner & CloudflareOwner = {
  repository: "example/infrastructure",
  repositoryId: "1296269",
  approvers: ["example-approvers"],
  team: "platform@example.com",
  alertEmails: ["platform@example.com"],
  slack: { teamId: "T012AB3C4", channelId: "C012AB3CD", channelName: "#alerts" },
  adminCidrs: ["203.0.113.0/24"],
  administrators: ["platform-administrator"],
  cloudflareAccountId: "023e105f4ecef8ad9ca31a8372d0c353",
  environments: {
    production: {
      accountId: "333333333333",
      stateKeyArn: "arn:aws:kms:us-east-1:333333333333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      githubConnectionArn:
        "arn:aws:codeconnections:us-east-1:333333333333:connection/1234abcd-12ab-34cd-56ef-1234567890ab",
      dockerHubSecretArn: "arn:aws:secretsmanager:us-east-1:333333333333:secret:ecr-pullthroughcache/docker-hub-a1b2c3",
      googleProject: { id: "example-lp-prod", number: "333333333333" },
      googleBillingAccount: "012345-567890-ABCDEF",
    },
    development: {
      accountId: "888888888888",
      stateKeyArn: "arn:aws:kms:us-east-1:888888888888:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      nameServers: ["ns-1.example.net", "ns-2.example.net"],
    },
  },
};
