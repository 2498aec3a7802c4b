import { closest, distance } from "fastest-levenshtein";

/** The word that is probably meant: at most a third of its letters differ. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  const near = words.length > 0 ? closest(word, words) : undefined;
  return near && distance(near, word) <= near.length / 3 ? near : undefined;
}

/** Suggests the nearest of the words that are allowed, or another fix when none is near. */
export function suggestion(word: string, words: readonly string[], otherwise: string): string {
  const near = nearest(word, words);
  return near && near !== word ? `did you mean ${near}?` : otherwise;
}
