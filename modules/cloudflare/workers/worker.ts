import { WorkersScript } from "@cdktf/provider-cloudflare/lib/workers-script";
import { escapeTemplates } from "@modules/core/templates";
import { Construct, type IConstruct } from "constructs";

export interface IWorker extends IConstruct {
  readonly name: string;
}

export interface WorkerProps {
  readonly accountId: string;

  /** 1 to 63 of `a-z0-9_-`, not beginning with a hyphen; unique in the account. */
  readonly name: string;

  /** A whole ES module, without imports; it is part of the plan and of the state. At most 3 MB when compressed. */
  readonly content: string;

  /** Day whose runtime it is written for, `YYYY-MM-DD`: newer changes of behavior stay off. */
  readonly compatibilityDate: string;

  /** What the script reads from `env`; no secret, the state has it as it is. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;

  /** Name under which `env` says which version runs: `{ id, tag, timestamp }`. @default none */
  readonly versionBinding?: string;

  /** Leave the code as it was applied first, because versions of it are deployed beside. @default false */
  readonly ignoreCodeChanges?: boolean;

  /** Share of its calls that are recorded, 0 to 1. @default 1 */
  readonly logSamplingRate?: number;
}

/** What the one module of a worker is called. */
export const MODULE = "worker.js";

/**
 * Code that runs where the client is. An apply puts the new version before all
 * requests at once, within seconds everywhere; applying the old one takes it back.
 */
export class Worker extends Construct implements IWorker {
  readonly name: string;

  constructor(scope: Construct, id: string, props: WorkerProps) {
    super(scope, id);
    const { accountId, name, content, compatibilityDate, environment = {}, logSamplingRate = 1 } = props;
    if (!/^\d{4}-\d{2}-\d{2}$/.test(compatibilityDate)) {
      throw new Error(`${this.node.path}: compatibilityDate must be a day, YYYY-MM-DD, got ${compatibilityDate}`);
    }
    if (!/\bexport\s+default\b|\bas default\b/.test(content)) {
      throw new Error(`${this.node.path}: content must be an ES module with a default export, got none`);
    }
    if (logSamplingRate < 0 || logSamplingRate > 1) {
      throw new Error(`${this.node.path}: logSamplingRate must be 0 to 1, got ${logSamplingRate}`);
    }
    const { versionBinding, ignoreCodeChanges = false } = props;
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
    }).scriptName;
  }
}

/** What a worker reads from `env`. */
export function bindingsOf(environment: Readonly<Record<string, string>>, versionBinding: string | undefined) {
  return [
    ...Object.entries(environment).map(([name, text]) => ({ name, type: "plain_text", text })),
    ...(versionBinding ? [{ name: versionBinding, type: "version_metadata" }] : []),
  ];
}
