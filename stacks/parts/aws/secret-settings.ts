import type { IKey } from "@modules/aws/security/key";
import type { SecretProps } from "@modules/aws/security/secret";
import type { Environment } from "../../../environments/schema/environment";

interface Recoverable extends Environment {
  readonly recovery?: { readonly region: string };
}

/**
 * Settings that replicate secrets to the standby's region. Without deletion protection, secrets are deleted
 * immediately, so that their names can be used again.
 *
 * @param recoveryKey key in the standby's region; without it secrets are not replicated
 */
export function secretSettings(
  { deletionProtection, recovery }: Recoverable,
  recoveryKey: IKey | undefined,
): Pick<SecretProps, "replicas" | "recoveryDays" | "deletionProtection"> {
  return {
    replicas: recovery && recoveryKey ? { [recovery.region]: recoveryKey } : {},
    recoveryDays: deletionProtection ? 30 : 0,
    deletionProtection,
  };
}
