import type { Progress } from "@modules/checks/prepare";

interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const START_OF_CLEARED_LINE = "\r\u001b[2K";

/** Shows progress as one line that it overwrites. Silent without a terminal, because a log would keep every version of the line. */
export function progressOn(terminal: Terminal): { show: Progress; clear: () => void } {
  if (!terminal.isTTY) {
    return { show: () => {}, clear: () => {} };
  }
  return {
    // The clearing sequence reaches one row only, so a longer text must not wrap.
    show: (text) => terminal.write(START_OF_CLEARED_LINE + text.slice(0, (terminal.columns || 80) - 1)),
    clear: () => terminal.write(START_OF_CLEARED_LINE),
  };
}
