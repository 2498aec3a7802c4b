import { afterAll, beforeAll, beforeEach } from "vitest";
import { type Emulator, startEmulator } from "../../commands/emulator/moto";
import { CommandError } from "../../commands/error";
import { run } from "../../commands/run";

/**
 * Starts an empty emulator before the first test of a file and stops it after the last. The tests are skipped when
 * Terraform or the emulator is missing.
 *
 * @param started creates what the tests need on the emulator
 * @param stopped stops what `started` has started
 */
export function emptyEmulator(started: (emulator: Emulator) => Promise<void>, stopped: () => void = () => {}): void {
  let emulator: Emulator | undefined;
  let skipped: string | undefined;
  beforeAll(async () => {
    try {
      await run("terraform", ["version"]);
      emulator = await startEmulator("111122223333");
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      skipped = error.message;
      return;
    }
    await started(emulator);
  });
  beforeEach(({ skip }) => skip(skipped !== undefined, skipped));
  afterAll(async () => {
    stopped();
    await emulator?.stop();
  });
}
