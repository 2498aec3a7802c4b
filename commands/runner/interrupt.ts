/** Ctrl-C and the other signals that ask this process to end. */
import { EventEmitter } from "node:events";
import { CommandError } from "../error";

/** SIGHUP arrives when the terminal closes, SIGTERM from `kill` and from CI. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const SECOND = 2;

/** A signal ended the command, or the program that it ran. */
export class InterruptedError extends CommandError {}

class Interrupt {
  private readonly events = new EventEmitter().setMaxListeners(0);
  private holders = 0;
  private count = 0;

  /** Whether a signal asked this process to end. */
  get requested(): boolean {
    return this.count > 0;
  }

  /**
   * Keeps signals from ending this process until the action is done. Programs that {@link onSignal} forwards them to
   * end by themselves; Terraform then unlocks its state.
   */
  async during<T>(action: () => Promise<T>): Promise<T> {
    if (this.holders === 0) {
      this.count = 0;
      for (const signal of SIGNALS) {
        process.on(signal, this.receive);
      }
    }
    this.holders += 1;
    try {
      return await action();
    } finally {
      this.holders -= 1;
      if (this.holders === 0) {
        for (const signal of SIGNALS) {
          process.off(signal, this.receive);
        }
      }
    }
  }

  /** Calls the listener for each signal. Returns a function that removes the listener. */
  onSignal(listener: (signal: NodeJS.Signals) => void): () => void {
    this.events.on("signal", listener);
    return () => this.events.off("signal", listener);
  }

  private readonly receive = (signal: NodeJS.Signals) => {
    this.count += 1;
    // A third signal would reach Terraform while it writes its state after the second.
    if (this.count <= SECOND) {
      this.events.emit("signal", signal);
    }
  };
}

/** The signals of this process. */
export const interrupt = new Interrupt();
