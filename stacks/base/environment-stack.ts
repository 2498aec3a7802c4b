import { type SettingNames, setFacts } from "@modules/checks/facts";
import { addConfigFile } from "@modules/config/config-file";
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
import type { Environment } from "../../environments/schema/environment";

/**
 * A stack of an environment, with the id `<platform>-<environment>-<stack>` and a state of its own. The classes that
 * extend it add the provider of one cloud.
 */
export abstract class EnvironmentStack<E extends Environment = Environment> extends TerraformStack {
  readonly environment: E;
  /** Tags of every resource. `default_tags` do not reach launched instances and their volumes, so set them there again. */
  readonly tags: Readonly<Record<string, string>>;

  private readonly moves: { from: string; to: string }[] = [];

  /** @param stack name of the stack within the environment, which is also the last part of the state's key */
  constructor(scope: Construct, environment: E, stack: string) {
    const id = `${environment.platform}-${environment.name}-${stack}`;
    super(scope, id);
    this.environment = environment;
    setFacts(this, {
      networkGroup: `${environment.platform}/${environment.name}`,
      protectsData: environment.deletionProtection,
      recoveryObjectives: environment.recoveryObjectives,
      quotas: environment.account.quotas,
      settings: SETTINGS,
    });
    this.tags = {
      Project: PROJECTS[environment.platform],
      Environment: environment.name,
      ManagedBy: "Terraform",
      Stack: id,
      // Cost Explorer splits the cost of a platform by this tag.
      Component: stack,
      ...environment.tags,
    };
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    addBackend(this, environment, stack);
  }

  /** A physical name with the environment's suffix, which keeps it unique in the account. */
  named(name: string): string {
    return `${name}${this.environment.nameSuffix}`;
  }

  /**
   * Writes a file that another program reads to `rendered/<environment>/<path>` in the output.
   *
   * @param path program, platform and file, such as `haproxy/freeagentics/haproxy.cfg`
   * @returns the text
   */
  render(path: string, text: string): string {
    addConfigFile(this, `${this.environment.name}/${path}`, text);
    return text;
  }

  /** Adds a `moved` block, so that Terraform keeps the resource when its address changes. */
  moved(from: string, to: string): void {
    this.moves.push({ from, to });
    this.addOverride("moved", this.moves);
  }
}

/** `<platform>-<environment>`, the prefix of names that belong to the whole environment. */
export function scopeName({ platform, name }: Environment): string {
  return `${platform}-${name}`;
}

/** URL of the runbook for alarms, with a section for each kind of alarm. */
export function alarmRunbook({ delivery }: Environment): string {
  return `https://github.com/${delivery.repository}/blob/main/runbooks/alarms.md`;
}

/** Settings of an environment that error texts suggest. */
const SETTINGS: SettingNames = {
  quotas: "account.quotas",
  googleQuotas: "google.quotas",
  leaveOut: {
    aws_ebs_default_kms_key: "account.createDefaults: false",
    aws_ebs_encryption_by_default: "account.createDefaults: false",
    aws_ecr_replication_configuration: "account.createDefaults: false",
    aws_guardduty_detector: "account.createDefaults: false",
    aws_iam_openid_connect_provider: "delivery.createProvider: false",
  },
};

/** Write-only arguments need Terraform 1.11. */
const REQUIRED_TERRAFORM = ">= 1.11";

const PROJECTS: Record<Environment["platform"], string> = {
  dafnckmachine: "DafnckMachine",
  freeagentics: "FreeAgentics",
  lp: "LP",
  "phoenix-rooivalk": "PhoenixRooivalk",
};

function addBackend(
  stack: TerraformStack,
  { platform, name, account, state, security }: Environment,
  stackName: string,
): void {
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
  if (security.fips) {
    stack.addOverride("terraform.backend.s3.use_fips_endpoint", true);
  }
  if (state.lockFile) {
    // `S3BackendConfig` does not have the argument.
    stack.addOverride("terraform.backend.s3.use_lockfile", true);
  }
}

/** An S3 backend whose remote-state data sources have no lock settings, because they never lock. */
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
