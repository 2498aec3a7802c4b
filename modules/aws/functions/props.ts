import type { LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function";
import type { IKey } from "../security/key";
import type { Runtime } from "./checks";

export interface LambdaFunctionProps {
  /** 1 to 55 of `A-Za-z0-9_-`, because the role's name has a suffix; unique in the account and region. */
  readonly name: string;

  readonly description: string;

  /**
   * Folder of the sources, absolute or relative to the working directory. Its files are packaged without a
   * build.
   */
  readonly code: string;

  /**
   * npm packages that the sources import, installed where the sources are. They are packaged in `node_modules`, without
   * dependencies of their own.
   * @default []
   */
  readonly dependencies?: readonly string[];

  readonly runtime: Runtime;

  /** File without its extension, a dot and the exported function. @default "index.handler" */
  readonly handler?: string;

  /** 128 to 10240 MiB, which Lambda calls MB. CPU time grows with it. @default 256 */
  readonly memoryMebibytes?: number;

  /** 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;

  /** Environment variables. For a secret, pass its ARN and grant the role to read it. @default {} */
  readonly environment?: Readonly<Record<string, string>>;

  /** Encrypts environment variables and dead letters. */
  readonly key: IKey;

  /** Encrypts the logs. */
  readonly logsKey: IKey;

  /** A retention that CloudWatch Logs offers, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /** Keep the events of failed asynchronous invocations. Synchronous callers get the error instead. @default true */
  readonly deadLetters?: boolean;

  /** Concurrent executions to reserve from the account's limit. @default unreserved */
  readonly reservedConcurrency?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LambdaFunctionConfig>;
}
