import { WorkerVersion } from "@cdktf/provider-cloudflare/lib/worker-version";
import { WorkersDeployment } from "@cdktf/provider-cloudflare/lib/workers-deployment";
import { checkWholeNumber } from "@modules/core/checks";
import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { bindingsOf, type IWorker, MODULE, Worker, type WorkerProps } from "./worker";

export interface GradualWorkerProps extends Omit<WorkerProps, "ignoreCodeChanges"> {
  /** Earlier version that keeps a share of the requests. @default none: the current content receives all requests */
  readonly previous?: PreviousVersion;
}

export interface PreviousVersion {
  /** UUID of the version, from the dashboard or from the worker's version binding. */
  readonly id: string;
  /** Share of the requests, 1 to 99. */
  readonly percentage: number;
}

/**
 * A worker whose new version can first receive a share of the requests. The script of the first apply only reserves the
 * name that versions and routes refer to; each later content becomes a version. Cloudflare keeps versions that
 * Terraform no longer manages, so a rollback needs only the id of a version.
 * https://developers.cloudflare.com/workers/configuration/versions-and-deployments/gradual-deployments/
 */
export class GradualWorker extends Construct implements IWorker {
  readonly name: string;
  /** Id of the version that has the current content. A later apply can roll back to it. */
  readonly version: string;

  constructor(scope: Construct, id: string, { previous, ...props }: GradualWorkerProps) {
    super(scope, id);
    const { accountId, content, compatibilityDate, environment = {}, versionBinding } = props;
    const percentage = previous?.percentage ?? 0;
    if (previous) {
      checkWholeNumber(this, "previous.percentage", percentage, 1, 99);
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
      // A change of the script's log settings uploads the code of the first apply again and sends all requests to it.
      lifecycle: { replaceTriggeredBy: [addressOf(worker.node.defaultChild as TerraformResource)] },
    });
    // The name is an attribute of the deployment, because Cloudflare refuses routes to a worker without a deployment.
    this.name = deployment.scriptName;
    this.version = version.id;
    this.node.defaultChild = worker.node.defaultChild;
  }
}

/** Address for `replace_triggered_by`, which accepts no expression. */
function addressOf({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}
