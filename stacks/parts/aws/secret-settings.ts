import type { IKey } from "@modules/aws/security/key";
import type { SecretProps } from "@modules/aws/security/secret";
import type { Environment } from "../../../environments/schema/environment";

interface Recoverable extends Environment {
  readonly recovery?: { readonly region: string };
}

/**
 * A secret is also where the standby reads it. Where nothing is protected it
 * goes at once, so that its name can be taken again.
 *
 * @param recoveryKey of the standby's region; no copies without it
 */
export function secretSettings(
  { deletionProtection, recovery }: Recoverable,
  recoveryKey: IKey | undefined,
): Pick<SecretProps, "copies" | "recoveryDays" | "deletionProtection"> {
  return {
    copies: recovery && recoveryKey ? { [recovery.region]: recoveryKey } : {},
    recoveryDays: deletionProtection ? 30 : 0,
    deletionProtection,
  };
}
