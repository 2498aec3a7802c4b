import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { setAccount } from "@modules/aws/account";
import { boundaryName } from "@modules/aws/security/boundary";
import {
  CloudBackend,
  DataTerraformRemoteStateS3,
  NamedCloudWorkspace,
  S3Backend,
  type S3BackendConfig,
  type TerraformRemoteState,
  TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../environments/environment";

export interface StackOptions {
  /** @default the environment's primary region; another one ends the stack's id */
  readonly region?: string;

  /** Put roles in the environment's path and under its boundary. @default true */
  readonly capRoles?: boolean;
}

/** One state file of one environment: `<platform>-<environment>-<stack>`. */
export abstract class EnvironmentStack<E extends Environment = Environment> extends TerraformStack {
  readonly environment: E;
  readonly region: string;
  /** On everything; to be repeated where the provider's default tags do not reach, such as on launched instances. */
  readonly tags: Readonly<Record<string, string>>;

  private readonly moves: { from: string; to: string }[] = [];

  constructor(
    scope: Construct,
    environment: E,
    stack: string,
    { region = environment.account.region, capRoles = true }: StackOptions = {},
  ) {
    const name = region === environment.account.region ? stack : `${stack}-${region}`;
    const id = `${environment.platform}-${environment.name}-${name}`;
    super(scope, id);
    this.environment = environment;
    this.region = region;
    this.tags = {
      Project: PROJECTS[environment.platform],
      Environment: environment.name,
      ManagedBy: "Terraform",
      Stack: id,
      ...environment.tags,
    };
    setAccount(this, {
      id: environment.account.id,
      region,
      globalSuffix: name === stack ? "" : `-${region}`,
      roles: capRoles
        ? {
            path: rolePath(environment),
            permissionsBoundary: `arn:aws:iam::${environment.account.id}:policy/${boundaryName(scopeName(environment))}`,
          }
        : undefined,
    });
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    addBackend(this, environment, name);
    new AwsProvider(this, "aws", {
      region,
      // A plan with the credentials of another account stops before it reads anything.
      allowedAccountIds: [environment.account.id],
      defaultTags: [{ tags: this.tags }],
    });
  }

  /** A physical name, unique among the environments of an account. */
  named(name: string): string {
    return `${name}${this.environment.nameSuffix}`;
  }

  /** Tells Terraform that an address was renamed, so that the resource stays. */
  moved(from: string, to: string): void {
    this.moves.push({ from, to });
    this.addOverride("moved", this.moves);
  }
}

/** `<platform>-<environment>`: begins the names of what belongs to the environment as a whole. */
export function scopeName({ platform, name }: Environment): string {
  return `${platform}-${name}`;
}

/** Path of the environment's roles. */
export function rolePath(environment: Environment): string {
  return `/${scopeName(environment)}/`;
}

/** Write-only arguments came with 1.11. */
const REQUIRED_TERRAFORM = ">= 1.11";

const PROJECTS: Record<Environment["platform"], string> = {
  dafnckmachine: "DafnckMachine",
  freeagentics: "FreeAgentics",
  lp: "LP",
  "phoenix-rooivalk": "PhoenixRooivalk",
};

function addBackend(stack: TerraformStack, { platform, name, account, state }: Environment, stackName: string): void {
  if (state.backend === "hcp") {
    new CloudBackend(stack, {
      organization: state.organization,
      workspaces: new NamedCloudWorkspace(stack.node.id, state.project),
    });
    return;
  }
  new LockedS3Backend(stack, {
    bucket: state.bucket,
    key: `${platform}/${name}/${stackName}.tfstate`,
    region: account.region,
    encrypt: true,
    kmsKeyId: state.keyArn,
    dynamodbTable: state.lockTable,
  });
  if (state.lockFile) {
    // The class predates the argument.
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

/** An S3 backend whose readers, which never lock, do not repeat the lock's settings. */
class LockedS3Backend extends S3Backend {
  private readonly config: S3BackendConfig;

  constructor(scope: Construct, config: S3BackendConfig) {
    super(scope, config);
    this.config = config;
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const { bucket, key, region } = this.config;
    return new DataTerraformRemoteStateS3(scope, name, { bucket, key, region });
  }
}
