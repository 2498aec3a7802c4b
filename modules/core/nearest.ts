import { closest, distance } from "fastest-levenshtein";

/** The word that is probably meant: at most a third of its letters differ, or the given one is short for it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = words.length > 0 ? closest(word, words) : undefined;
  return near && distance(near, word) <= near.length / 3 ? near : words.find((one) => isShortFor(word, one));
}

/** Whether a name is short for another: each of its parts between hyphens begins that of the other, as `lp-prod` does for `lp-production`. */
export function isShortFor(name: string, other: string): boolean {
  const [parts, wholes] = [name.split("-"), other.split("-")];
  return (
    name.length > 2 && parts.length === wholes.length && parts.every((part, index) => wholes[index]!.startsWith(part))
  );
}

/** Suggests the nearest of the words that are allowed, or another fix when none is near. */
export function suggestion(word: string, words: readonly string[], otherwise: string): string {
  const near = nearest(word, words);
  return near && near !== word ? `did you mean ${near}?` : otherwise;
}
