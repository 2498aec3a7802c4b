import { WorkerVersion } from "@cdktf/provider-cloudflare/lib/worker-version";
import { WorkersDeployment } from "@cdktf/provider-cloudflare/lib/workers-deployment";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { bindingsOf, type IWorker, MODULE, Worker, type WorkerProps } from "./worker";

export interface GradualWorkerProps extends Omit<WorkerProps, "ignoreCodeChanges"> {
  /** A version that was deployed before and keeps a share of the requests. @default the content has all of them */
  readonly previous?: PreviousVersion;
}

export interface PreviousVersion {
  /** As the dashboard or the worker itself says, a UUID. */
  readonly id: string;
  /** Of requests, 1 to 99. */
  readonly percentage: number;
}

/**
 * A worker whose versions may share the requests, so that a new one meets a few
 * visitors before it meets all. What was uploaded first only gives the name to
 * versions and routes; each content after it is a version of its own. Terraform
 * lets go of old ones and Cloudflare keeps them, so going back needs an id alone.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/
 */
export class GradualWorker extends Construct implements IWorker {
  readonly name: string;
  /** Id of the version that the content is, for whoever wants to go back to it. */
  readonly version: string;

  constructor(scope: Construct, id: string, { previous, ...props }: GradualWorkerProps) {
    super(scope, id);
    const { accountId, content, compatibilityDate, environment = {}, versionBinding } = props;
    const { percentage = 0 } = previous ?? {};
    if (previous && !(Number.isInteger(percentage) && percentage >= 1 && percentage <= 99)) {
      throw new Error(`${this.node.path}: previous.percentage must be a whole number, 1 to 99, got ${percentage}`);
    }
    const bindings = bindingsOf(environment, versionBinding);
    const worker = new Worker(this, "Default", { ...props, ignoreCodeChanges: true });
    const version = new WorkerVersion(this, "version", {
      accountId,
      workerId: worker.name,
      mainModule: MODULE,
      modules: [
        {
          name: MODULE,
          contentType: "application/javascript+module",
          contentBase64: Buffer.from(content).toString("base64"),
        },
      ],
      compatibilityDate,
      bindings: bindings.length > 0 ? bindings : undefined,
    });
    const deployment = new WorkersDeployment(this, "deployment", {
      accountId,
      scriptName: worker.name,
      strategy: "percentage",
      versions: [
        { versionId: version.id, percentage: 100 - percentage },
        ...(previous ? [{ versionId: previous.id, percentage }] : []),
      ],
      // A change of its logs uploads the script again, which deploys that to all.
      lifecycle: { replaceTriggeredBy: [addressOf(worker.node.defaultChild as TerraformResource)] },
    });
    // Whoever names it waits for it: a route to a worker that is not there yet is refused.
    this.name = deployment.scriptName;
    this.version = version.id;
  }
}

/** Terraform takes a bare address there, and no expression. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
