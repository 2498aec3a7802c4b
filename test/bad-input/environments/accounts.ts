/** Accounts, the ARNs that belong to them, and names that environments must not share. */
import { developmentOf, type EnvironmentCase, FREE_ACCOUNTS, shareAccount } from "./case";

export const ACCOUNTS: readonly EnvironmentCase[] = [
  [
    "an account id of eleven digits",
    {
      "freeagentics development": (d) => {
        d.account.id = "66666666666";
      },
    },
    [
      'environments/freeagentics/development.ts: account.id: must be the 12 digits of an AWS account id, as a string, got "66666666666"; `aws sts get-caller-identity` prints them',
    ],
  ],
  [
    "the ARN of an alias in place of a key's",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = "arn:aws:kms:us-east-1:666666666666:alias/state";
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be the ARN of a KMS key, got "arn:aws:kms:us-east-1:666666666666:alias/state"; take the one that pnpm bootstrap prints',
    ],
  ],
  [
    "a key of another account",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = d.state.keyArn.replace("666666666666", "222222222222");
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be a key of account 666666666666 in us-east-1, got "arn:aws:kms:us-east-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab"; take the ARN that pnpm bootstrap prints',
    ],
  ],
  [
    "a key of another region",
    {
      "freeagentics development": (d) => {
        d.state.keyArn = d.state.keyArn.replace("us-east-1", "us-west-2");
      },
    },
    [
      'environments/freeagentics/development.ts: state.keyArn: must be a key of account 666666666666 in us-east-1, got "arn:aws:kms:us-west-2:666666666666:key/1234abcd-12ab-34cd-56ef-1234567890ab"; take the ARN that pnpm bootstrap prints',
    ],
  ],
  [
    "the ARN of a SAML provider without its type",
    {
      "freeagentics production": (d) => {
        d.access.vpn.samlProviderArn = "arn:aws:iam::222222222222:samlprovider/administrators";
      },
    },
    [
      'environments/freeagentics/production.ts: access.vpn.samlProviderArn: must be the ARN of a SAML provider, got "arn:aws:iam::222222222222:samlprovider/administrators"; IAM shows it at the provider',
    ],
  ],
  [
    "a suffix that makes names too long",
    {
      "freeagentics development": (d) => {
        d.nameSuffix = "-development-for-the-north";
      },
    },
    [
      `environments/freeagentics/development.ts: nameSuffix: must be at most 20 characters, as it ends names that services limit, got "-development-for-the-north"; shorten it`,
    ],
  ],
  [
    "a suffix without a hyphen",
    {
      "freeagentics development": (d) => {
        d.nameSuffix = "development";
      },
    },
    [
      'environments/freeagentics/development.ts: nameSuffix: must be "" or a hyphen and lower-case words, such as "-staging", got "development"; put a hyphen before each word',
    ],
  ],
  [
    "a bucket with capital letters",
    {
      "freeagentics development": (d) => {
        d.state.bucket = "FreeAgentics_State";
      },
    },
    [
      'environments/freeagentics/development.ts: state.bucket: must be 3 to 58 lower-case letters, digits and inner hyphens, as the bucket of its logs has -logs after it, got "FreeAgentics_State"; rename it',
    ],
  ],
  [
    "a lock table with a space",
    {
      "freeagentics development": (d) => {
        d.state.lockTable = "lock table";
      },
    },
    [
      'environments/freeagentics/development.ts: state.lockTable: must be 3 to 255 letters, digits, dots, hyphens and underscores, got "lock table"; rename it',
    ],
  ],
  [
    "the file of an environment under another's name",
    {
      "freeagentics production": (d) => {
        Object.assign(d, developmentOf("freeagentics"));
      },
    },
    [
      'environments/freeagentics/production.ts: name: must be "production", as the file is called, got "development"; write "production", or rename the file',
    ],
  ],
  [
    "a copied file that keeps its name",
    {
      "dafnckmachine staging": (d) => {
        d.name = "development";
      },
    },
    [
      'environments/dafnckmachine/staging.ts: name: must be "staging", as the file is called, got "development"; write "staging", or rename the file',
    ],
  ],
  [
    "the state bucket of another environment",
    {
      "freeagentics development": (d) => {
        d.state.bucket = "freeagentics-terraform-state";
      },
    },
    [
      'environments/freeagentics/production.ts: state.bucket: must differ from environments/freeagentics/development.ts, got "freeagentics-terraform-state"; take another',
    ],
  ],
  [
    "the account and suffix of another environment",
    {
      "freeagentics development": (d) => {
        shareAccount(d, "222222222222");
        d.nameSuffix = "";
      },
    },
    [
      `environments/freeagentics/production.ts: account.id: must be an account of its own, got 222222222222, the account of environments/freeagentics/development.ts; take another (ids of the AWS documentation that are free: ${FREE_ACCOUNTS}), or set account.createDefaults and delivery.createProvider to false in one of the two`,
      'environments/freeagentics/production.ts: nameSuffix: must differ from environments/freeagentics/development.ts, got ""; take another',
    ],
  ],
  [
    "the account of another environment",
    {
      "freeagentics development": (d) => {
        shareAccount(d, "222222222222");
      },
    },
    [
      `environments/freeagentics/production.ts: account.id: must be an account of its own, got 222222222222, the account of environments/freeagentics/development.ts; take another (ids of the AWS documentation that are free: ${FREE_ACCOUNTS}), or set account.createDefaults and delivery.createProvider to false in one of the two`,
    ],
  ],
  [
    "a suffix that makes names of another environment",
    {
      "dafnckmachine staging": (d) => {
        d.nameSuffix = "-development";
      },
    },
    [
      'environments/dafnckmachine/staging.ts: nameSuffix: must differ from environments/dafnckmachine/development.ts, got "-development"; take another',
    ],
  ],
  [
    "more addresses than the quota",
    {
      "dafnckmachine development": (d) => {
        d.network.natGateways = "per-zone";
        d.account.quotas.elasticIps = 1;
      },
    },
    [
      "us-east-1 of account 777788889999: must have at most 1 Elastic IP addresses, got 2; split it, or request a higher quota from AWS and write it into account.quotas.elasticIps",
    ],
  ],
];
