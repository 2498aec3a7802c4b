import type { ClusterOwner, ClusterValues, Owner } from "../schema/owner";

interface PhoenixRooivalkOwner extends Owner<ClusterValues>, ClusterOwner {
  /** Domain of production; other environments have subdomains of this domain. */
  readonly domain: string;

  /** Countries whose requests production blocks, as two-letter codes of ISO 3166-1. */
  readonly blockedCountries: string[];

  /** Mailboxes that receive production's budget alerts and cost anomalies. */
  readonly financeEmails: string[];

  /** Limit of production's monthly cost. */
  readonly monthlyBudgetUsd: number;
}

export const owner: PhoenixRooivalkOwner = {
  repository: "example/infrastructure",
  domain: "phoenix-rooivalk.example.com",
  approvers: ["example-approvers"],
  team: "platform@example.com",
  alertEmails: ["oncall@example.com"],
  slack: { teamId: "T012AB3C4", channelId: "C012AB3CD" },
  adminCidrs: ["203.0.113.0/24"],
  administrators: ["platform-administrator"],
  blockedCountries: ["CU", "IR", "KP", "SY"],
  financeEmails: ["finance@example.com"],
  monthlyBudgetUsd: 30_000,
  environments: {
    production: {
      accountId: "555555555555",
      stateKeyArn: "arn:aws:kms:us-east-1:555555555555:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      githubConnectionArn:
        "arn:aws:codeconnections:us-east-1:555555555555:connection/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
    development: {
      accountId: "999999999999",
      stateKeyArn: "arn:aws:kms:us-east-1:999999999999:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      nameServers: ["ns-1.example.net", "ns-2.example.net"],
    },
  },
};
