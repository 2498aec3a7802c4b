import type { LambdaFunctionConfig } from "@cdktf/provider-aws/lib/lambda-function";
import type { IKey } from "../security/key";
import type { Runtime } from "./checks";

export interface LambdaFunctionProps {
  /**
   * Name of the function: 1 to 55 of `A-Za-z0-9_-`, because the role's name adds a suffix; unique in the account and
   * region.
   */
  readonly name: string;

  readonly description: string;

  /**
   * Folder of the sources, absolute or relative to the working directory. Its files are packaged as they are, without a
   * build.
   */
  readonly code: string;

  /**
   * npm packages that the sources import, installed where the sources are. They are packaged in `node_modules` and must
   * not have dependencies themselves.
   * @default []
   */
  readonly dependencies?: readonly string[];

  readonly runtime: Runtime;

  /** Handler: the file without its extension, a dot and the exported function. @default "index.handler" */
  readonly handler?: string;

  /** Memory in MiB, which Lambda calls MB, 128 to 10240. CPU time is proportional to it. @default 256 */
  readonly memoryMebibytes?: number;

  /** Time limit of an invocation, 1 to 900. @default 30 */
  readonly timeoutSeconds?: number;

  /** Environment variables. For a secret, pass its ARN and grant the role to read it. @default {} */
  readonly environment?: Readonly<Record<string, string>>;

  /** Key that encrypts environment variables and dead letters. */
  readonly key: IKey;

  /** Key that encrypts the logs. */
  readonly logsKey: IKey;

  /** Days that log events are kept: a retention period of CloudWatch Logs, such as 30, 90 or 365. */
  readonly logRetentionDays: number;

  /** Keep the events of failed asynchronous invocations. Synchronous callers get the error instead. @default true */
  readonly deadLetters?: boolean;

  /** Concurrent executions to reserve from the account's limit. @default unreserved */
  readonly reservedConcurrency?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<LambdaFunctionConfig>;
}
