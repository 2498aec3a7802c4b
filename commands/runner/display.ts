/** Shows which stacks run, wait and are done. */
import { Listr } from "listr2";

/** How a stack ended. One that waits needs another to be applied first, which is no fault. */
export type Mark = "ok" | "waits" | "failed" | "skipped" | "stopped";

export interface Display {
  start(id: string): void;
  /** Shows the current step of a stack. */
  step(id: string, text: string): void;
  end(id: string, mark: Mark, text: string): void;
  /** Says that running Terraforms are asked to end. */
  interrupted(): void;
  /** Waits until everything is shown. */
  close(): Promise<void>;
}

/**
 * A display on standard error: a live list on a terminal, otherwise a line for each stack when it ends.
 *
 * @param live whether standard error is a terminal. @default whether it is
 */
export function displayOf(ids: readonly string[], live = process.stderr.isTTY === true): Display {
  return live ? liveList(ids) : plainLines();
}

function plainLines(): Display {
  const started = new Map<string, number>();
  return {
    start: (id) => started.set(id, Date.now()),
    step: () => {},
    interrupted: () => console.error(INTERRUPTED),
    end: (id, mark, text) => console.error(`${mark.padEnd(WIDTH)} ${id}: ${text}${duration(started.get(id))}`),
    close: async () => {},
  };
}

const INTERRUPTED = "Terraform finishes its current calls and writes its state. A second Ctrl-C abandons both.";

/** Letters of the longest mark. */
const WIDTH = "skipped".length;

function liveList(ids: readonly string[]): Display {
  const started = new Map<string, number>();
  const rows = new Map(ids.map((id) => [id, row()]));
  const list = new Listr(
    ids.map((id) => ({
      title: `${id}  waits`,
      task: async (_, task) => {
        const own = rows.get(id)!;
        own.show = (title) => {
          task.title = title;
        };
        const { mark, text } = await own.ended;
        const title = `${id}  ${text}${duration(started.get(id))}`;
        if (mark === "ok" || mark === "failed") {
          task.title = title;
        } else {
          task.skip(title);
        }
        if (mark === "failed") {
          throw new Error(text);
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      // The runner forwards signals itself, and waits for Terraform.
      registerSignalListeners: false,
      rendererOptions: { collapseErrors: true, showErrorMessage: false },
    },
  );
  const closed = list.run();
  return {
    interrupted: () => {
      for (const [id, own] of rows) {
        if (started.has(id)) {
          own.show(`${id}  ${INTERRUPTED}`);
        }
      }
    },
    start: (id) => {
      started.set(id, Date.now());
      rows.get(id)?.show(`${id}  starts`);
    },
    step: (id, text) => rows.get(id)?.show(`${id}  ${text}`),
    end: (id, mark, text) => rows.get(id)?.end({ mark, text }),
    close: async () => {
      await closed;
    },
  };
}

interface Ended {
  readonly mark: Mark;
  readonly text: string;
}

function row() {
  let end: (ended: Ended) => void = () => {};
  const ended = new Promise<Ended>((resolve) => {
    end = resolve;
  });
  return { ended, end, show: (_title: string) => {} };
}

function duration(start: number | undefined): string {
  return start === undefined ? "" : ` (${Math.round((Date.now() - start) / 1000)} s)`;
}
