import type { Progress } from "@modules/checks/prepare";

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const START_OF_CLEARED_LINE = "\r\u001b[2K";

/** One line that changes, on a terminal; silence where a log would keep every change. */
export function progressOn(terminal: Terminal): { show: Progress; clear: () => void } {
  if (!terminal.isTTY) {
    return { show: () => {}, clear: () => {} };
  }
  return {
    // A line that wraps could not be cleared.
    show: (text) => terminal.write(START_OF_CLEARED_LINE + text.slice(0, (terminal.columns || 80) - 1)),
    clear: () => terminal.write(START_OF_CLEARED_LINE),
  };
}
