import type { CloudflareOwner, EnvironmentValues, Owner } from "../schema/owner";

interface FreeagenticsValues extends EnvironmentValues {
  /** ARN of the SAML provider that authenticates clients of the VPN. @default no VPN */
  readonly samlProviderArn?: string;
}

interface FreeagenticsOwner extends Owner<FreeagenticsValues>, CloudflareOwner {
  /** GitHub repositories that the backups mirror, `owner/name`. */
  readonly sourceRepositories: string[];

  /** Mailboxes that receive production's budget alerts and cost anomalies. */
  readonly financeEmails: string[];
}

export const owner: FreeagenticsOwner = {
  repository: "example/infrastructure",
  sourceRepositories: ["example/freeagentics"],
  approvers: ["example-approvers"],
  team: "platform@example.com",
  alertEmails: ["oncall@freeagentics.com"],
  slack: { teamId: "T012AB3C4", channelId: "C012AB3CD" },
  financeEmails: ["finance@example.com"],
  adminCidrs: ["203.0.113.0/24"],
  cloudflareAccountId: "023e105f4ecef8ad9ca31a8372d0c353",
  environments: {
    production: {
      accountId: "222222222222",
      stateKeyArn: "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      samlProviderArn: "arn:aws:iam::222222222222:saml-provider/administrators",
    },
    development: {
      accountId: "666666666666",
      stateKeyArn: "arn:aws:kms:us-east-1:666666666666:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      nameServers: ["ns-1.example.net", "ns-2.example.net"],
    },
  },
};
