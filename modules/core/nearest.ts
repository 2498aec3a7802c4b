import { closest, distance } from "fastest-levenshtein";

/** The word that is probably meant: at most a third of its letters differ, or the given word is short for it. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = words.length > 0 ? closest(word, words) : undefined;
  return near && distance(near, word) <= near.length / 3 ? near : words.find((one) => isShortFor(word, one));
}

/**
 * Whether a name is short for another, as `lp-prod` is for `lp-production`: each part between hyphens is a prefix of
 * the other name's part.
 */
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
