import { WorkersScript, type WorkersScriptConfig } from "@cdktf/provider-cloudflare/lib/workers-script";
import { check, checkPattern, checkRange } from "@modules/core/checks";
import { escapeTemplates } from "@modules/core/templates";
import { Construct, type IConstruct } from "constructs";

export interface IWorker extends IConstruct {
  readonly name: string;
}

export interface WorkerProps {
  readonly accountId: string;

  /**
   * Name of the worker: 1 to 63 lower-case letters, digits, hyphens and underscores, not beginning with a hyphen;
   * unique in the account.
   */
  readonly name: string;

  /** An ES module without imports, at most 3 MB compressed on the free plan. Plans and the state contain it in full. */
  readonly content: string;

  /**
   * Date, YYYY-MM-DD, that pins the behavior of the Workers runtime:
   * https://developers.cloudflare.com/workers/configuration/compatibility-dates/.
   */
  readonly compatibilityDate: string;

  /** Variables that the worker reads from `env`. The state stores them in plain text, so they must not be secret. @default none */
  readonly environment?: Readonly<Record<string, string>>;

  /** Variable of `env` with the running version, an object `{ id, tag, timestamp }`. @default none */
  readonly versionBinding?: string;

  /** Keep the code of the first apply, when another resource deploys later versions. @default false */
  readonly ignoreCodeChanges?: boolean;

  /** Share of the requests that are logged, 0 to 1. @default 1 */
  readonly logSamplingRate?: number;

  /** Arguments of the `cloudflare_workers_script` resource that replace what this module sets. @default none */
  readonly overrides?: Partial<WorkersScriptConfig>;
}

/** File name of the worker's only module. */
export const MODULE = "worker.js";

/**
 * JavaScript that Cloudflare runs in the data center nearest to the client. An apply moves all requests to the new code
 * within seconds; applying the old code again is the rollback.
 * https://developers.cloudflare.com/workers/
 */
export class Worker extends Construct implements IWorker {
  readonly name: string;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { accountId, name, content, compatibilityDate, environment = {}, logSamplingRate = 1 } = props;
    const { versionBinding, ignoreCodeChanges = false, overrides } = props;
    checkPattern(this, "compatibilityDate", compatibilityDate, /^\d{4}-\d{2}-\d{2}$/, "a date, YYYY-MM-DD");
    const hasDefaultExport = /\bexport\s+default\b|\bas default\b/.test(content);
    check(this, hasDefaultExport, "content", "an ES module with a default export", "none");
    checkRange(this, "logSamplingRate", logSamplingRate, 0, 1);
    const bindings = bindingsOf(environment, versionBinding);
    this.name = new WorkersScript(this, "Default", {
      accountId,
      scriptName: name,
      mainModule: MODULE,
      content: escapeTemplates(content),
      contentType: "application/javascript+module",
      compatibilityDate,
      bindings: bindings.length > 0 ? bindings : undefined,
      observability: {
        enabled: logSamplingRate > 0,
        headSamplingRate: logSamplingRate,
        logs: { enabled: logSamplingRate > 0, headSamplingRate: logSamplingRate, invocationLogs: true },
      },
      lifecycle: ignoreCodeChanges ? { ignoreChanges: ["content", "bindings", "compatibility_date"] } : undefined,
      ...overrides,
    }).scriptName;
  }
}

/** Bindings that a worker reads from `env`. */
export function bindingsOf(environment: Readonly<Record<string, string>>, versionBinding: string | undefined) {
  return [
    ...Object.entries(environment).map(([name, text]) => ({ name, type: "plain_text", text })),
    ...(versionBinding ? [{ name: versionBinding, type: "version_metadata" }] : []),
  ];
}
