/** Search over all resources. */
import type { Data } from "./data";

export interface Found {
  readonly resources: readonly number[];
  /** Number of all resources that fit. */
  readonly total: number;
}

export interface Query {
  /** Words that all stand in the name, address, type, path, file or stack of a resource. */
  readonly words: string;
  /** Index of the environment. @default all */
  readonly environment?: number;
  /** Resource type. @default all */
  readonly type?: string;
}

/** Log groups hold data as databases do, and would hide the database whose name they have. */
const LOGS = "aws_cloudwatch_log_group";

/** A function that finds resources, at most a number of them, those with the words in their name first. */
export function searcher(data: Data): (query: Query, limit: number) => Found {
  const { resources, stacks, files, types } = data;
  const names = resources.map((_, index) => data.nameOf(index).toLowerCase());
  const texts = resources.map(({ s, f, p }, index) =>
    `${names[index]} ${data.addressOf(index)} ${stacks[s]!.id} ${p} ${files[f]}`.toLowerCase(),
  );
  return ({ words, environment, type }, limit) => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const scored = resources.flatMap(({ s, t }, index) => {
      const fits =
        wanted.every((word) => texts[index]!.includes(word)) &&
        (environment === undefined || stacks[s]!.environment === environment) &&
        (type === undefined || types[t] === type);
      return fits
        ? [{ index, score: scoreOf(names[index]!, wanted, resources[index]!.d === 1 && types[t] !== LOGS) }]
        : [];
    });
    const best = wanted.length > 0 ? scored.sort((a, b) => b.score - a.score) : scored;
    return { resources: best.slice(0, limit).map(({ index }) => index), total: scored.length };
  };
}

/** The whole name counts most, then what holds data, then the beginning of the name and any part of it. */
function scoreOf(name: string, words: readonly string[], isStore: boolean): number {
  const whole = words.join(" ");
  const match = name === whole ? 8 : name.startsWith(whole) ? 4 : words.every((word) => name.includes(word)) ? 2 : 0;
  return match + (isStore ? 3 : 0);
}
