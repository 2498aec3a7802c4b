/** Remembers which stacks a run has left. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../error";

/** The stacks of the last apply, or of the last destroy, that are not done. */
export class Journal {
  readonly command: "apply" | "destroy";
  private readonly file: string;

  constructor(outdir: string, destroy: boolean) {
    this.command = destroy ? "destroy" : "apply";
    this.file = join(outdir, "plans", `${this.command}.json`);
  }

  begin(ids: readonly string[]): void {
    this.write(ids);
  }

  done(id: string): void {
    this.write(this.read().filter((one) => one !== id));
  }

  /**
   * Ids of the stacks that are left.
   *
   * @throws CommandError when nothing is left
   */
  left(): string[] {
    const ids = this.read();
    if (ids.length === 0) {
      throw new CommandError(
        `--resume: must follow a run that left stacks, got none; run \`pnpm ${this.command} STACK...\``,
      );
    }
    return ids;
  }

  private read(): string[] {
    return existsSync(this.file) ? JSON.parse(readFileSync(this.file, "utf8")) : [];
  }

  private write(ids: readonly string[]): void {
    if (ids.length === 0) {
      rmSync(this.file, { force: true });
      return;
    }
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(ids));
  }
}
