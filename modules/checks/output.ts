/** Writes the output of a synthesis as a whole: the folder holds the files of one synthesis, whatever interrupts it. */
import {
  accessSync,
  constants,
  type Dirent,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Names of folders beside the output; the id of the process that writes follows. */
const ASIDE = ".writing-";
/** Folder whose files are complete and move into the output. */
const COMPLETE = ".complete";
/** File in a folder of complete files with the id of the process that moves them. */
const OWNER = "process";

/** Time that a synthesis waits for another one to move its files, which takes milliseconds. */
const WAIT_MILLISECONDS = 5000;
const STEP_MILLISECONDS = 20;

/**
 * Replaces files of a folder. They are written aside first, so that an error, a full disk or an interrupt leaves the
 * folder as it was. Moving them takes milliseconds, in which signals wait; a synthesis that was killed even then is
 * finished by the next one.
 *
 * @param write writes the files into a folder with the same paths
 * @param remaining deletes files that the output no longer has
 */
export function replaceFiles(outdir: string, write: (folder: string) => void, remaining: () => void = () => {}): void {
  const aside = join(outdir, `${ASIDE}${process.pid}`);
  finishOthers(outdir);
  try {
    rmSync(aside, { recursive: true, force: true });
    mkdirSync(aside, { recursive: true });
    write(aside);
    prepareTargets(outdir, aside);
    writeFileSync(join(aside, OWNER), String(process.pid));
    withoutSignals(() => {
      claim(outdir, aside);
      move(outdir, remaining);
    });
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Folder of the files that programs other than Terraform read. */
export const RENDERED = "rendered";

/** Relative paths of the files in a folder, at any depth, sorted; none when there is no folder. */
export function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(join(folder, entry.name)).map((path) => join(entry.name, path)) : entry.name,
    )
    .sort();
}

/** Creates the folders of stacks and rendered files, and fails before a file has moved when one cannot be written. */
function prepareTargets(outdir: string, aside: string): void {
  const rendered = filesIn(join(aside, RENDERED)).map((path) => dirname(join(RENDERED, path)));
  const stacks = namesIn(join(aside, "stacks")).map((stack) => join("stacks", stack));
  for (const folder of new Set([...stacks, ...rendered])) {
    mkdirSync(join(outdir, folder), { recursive: true });
    accessSync(join(outdir, folder), constants.W_OK);
  }
}

/** Moves files that a killed synthesis had complete, and deletes those that another had not. */
function finishOthers(outdir: string): void {
  for (const name of namesIn(outdir)) {
    if (name === COMPLETE && !isRunning(ownerOf(outdir))) {
      move(outdir);
    } else if (name.startsWith(ASIDE) && !isRunning(Number(name.slice(ASIDE.length)))) {
      rmSync(join(outdir, name), { recursive: true, force: true });
    }
  }
}

/** Renames the folder to the name that a complete one has. A rename fails while another process has the name, so it is a lock. */
function claim(outdir: string, aside: string): void {
  for (let waited = 0; ; waited += STEP_MILLISECONDS) {
    try {
      renameSync(aside, join(outdir, COMPLETE));
      return;
    } catch (error) {
      const { code = "" } = error as NodeJS.ErrnoException;
      if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes(code) || waited >= WAIT_MILLISECONDS) {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STEP_MILLISECONDS);
      finishOthers(outdir);
    }
  }
}

/** Moves the complete files into the output, the manifest last. */
function move(outdir: string, remaining: () => void = () => {}): void {
  const complete = join(outdir, COMPLETE);
  for (const stack of namesIn(join(complete, "stacks"))) {
    for (const name of namesIn(join(complete, "stacks", stack))) {
      moveInto(join(complete, "stacks", stack, name), join(outdir, "stacks", stack, name));
    }
  }
  // One by one, because a synthesis of some stacks keeps the files of the others.
  for (const path of filesIn(join(complete, RENDERED))) {
    mkdirSync(dirname(join(outdir, RENDERED, path)), { recursive: true });
    moveInto(join(complete, RENDERED, path), join(outdir, RENDERED, path));
  }
  remaining();
  for (const name of namesIn(complete).filter((name) => !["stacks", RENDERED, OWNER].includes(name))) {
    moveInto(join(complete, name), join(outdir, name));
  }
  rmSync(complete, { recursive: true, force: true });
}

/** A file replaces another in one step; a folder, such as one with assets, replaces the whole folder. */
function moveInto(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!["ENOTEMPTY", "EEXIST", "EPERM"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
    rmSync(to, { recursive: true });
    renameSync(from, to);
  }
}

/** A signal with a handler waits until the code that runs has ended; its default would end the process in the middle. */
function withoutSignals(run: () => void): void {
  const received: NodeJS.Signals[] = [];
  const handler = (signal: NodeJS.Signals) => received.push(signal);
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) {
    process.on(signal, handler);
  }
  try {
    run();
  } finally {
    // The handlers run in the next turn of the event loop, in which those of the program take over.
    setImmediate(() => {
      for (const signal of signals) {
        process.off(signal, handler);
      }
      for (const signal of received.filter((one) => process.listenerCount(one) === 0)) {
        process.kill(process.pid, signal);
      }
    });
  }
}

function namesIn(folder: string): string[] {
  return entriesOf(folder).map(({ name }) => name);
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return [];
    }
    throw error;
  }
}

function ownerOf(outdir: string): number {
  try {
    return Number(readFileSync(join(outdir, COMPLETE, OWNER), "utf8"));
  } catch {
    return Number.NaN;
  }
}

function isRunning(id: number): boolean {
  if (!Number.isInteger(id)) {
    return false;
  }
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
