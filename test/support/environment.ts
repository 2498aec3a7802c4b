/** An environment for tests of features that every environment has. */
import { type Environment, environmentSchema } from "../../environments/schema/environment";
import type { Owner } from "../../environments/schema/owner";

/** Values of the owner by environment; its account id is from AWS's documentation. */
export const OWNER: Owner = {
  repository: "shop/infrastructure",
  approvers: [],
  team: "team@shop.test",
  alertEmails: [],
  adminCidrs: [],
  environments: { staging: { accountId: "111122223333", stateKeyArn: "" } },
};

/** States in HCP Terraform. */
export const HCP_STATE = {
  backend: "hcp",
  organization: "shop",
  project: "shop",
  approvers: [],
  autoApply: false,
  notifications: false,
} satisfies Environment["state"];

/** A valid environment in one region with one public subnet. */
export function testEnvironment(name: Environment["name"] = "staging"): Environment {
  return environmentSchema.parse({
    platform: "lp",
    name,
    account: { id: "111122223333", region: "us-east-1" },
    state: {
      backend: "s3",
      bucket: "shop-state",
      keyArn: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      lockTable: "shop-lock",
    },
    nameSuffix: `-${name}`,
    deletionProtection: false,
    tags: { Owner: "team@shop.test", CostCenter: "shop" },
    delivery: { repository: "shop/infrastructure" },
    domain: `${name}.shop.test`,
    network: {
      cidr: "10.0.0.0/16",
      availabilityZones: ["us-east-1a"],
      subnets: { public: { tier: "public", cidrs: { "us-east-1a": "10.0.0.0/24" } } },
      natGateways: "none",
      flowLogRetentionDays: 30,
    },
    secondaryRegions: {},
    security: { guardDuty: false, keyDeletionWindowDays: 7, logRetentionDays: 30 },
    alerts: { emails: ["team@shop.test"] },
  });
}
