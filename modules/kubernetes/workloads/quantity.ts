/** Suffixes of quantities: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/. */
const SUFFIXES: Readonly<Record<string, number>> = {
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** Number of a quantity such as `250m` or `512Mi`; NaN for other texts. */
export function quantity(text: string): number {
  const [, digits, suffix = ""] = /^(\d+(?:\.\d+)?)([A-Za-z]*)$/.exec(text) ?? [];
  return digits === undefined ? Number.NaN : Number(digits) * (SUFFIXES[suffix] ?? Number.NaN);
}
