/**
 * Memory of RDS instance classes in GiB: burstable classes by their size, the others from the memory of `large`, which
 * doubles with each size.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Summary.html
 */
const BURSTABLE: Readonly<Record<string, number>> = {
  micro: 1,
  small: 2,
  medium: 4,
  large: 8,
  xlarge: 16,
  "2xlarge": 32,
};

const LARGE: Readonly<Record<string, number>> = { m: 8, r: 16, x: 32 };

/** @throws when the class does not have the form `db.r6g.2xlarge`, or its family is unknown */
export function instanceMemoryGibibytes(instanceClass: string): number {
  const [, family, size] = /^db\.([a-z])\w*\.((?:\d+)?x?large|micro|small|medium)$/.exec(instanceClass) ?? [];
  const memory = family === "t" ? BURSTABLE[size ?? ""] : (LARGE[family ?? ""] ?? Number.NaN) * largesOf(size ?? "");
  if (memory === undefined || !(memory > 0)) {
    throw new Error(`instanceClass must be a class of t, m, r or x such as db.r6g.large, got ${instanceClass}`);
  }
  return memory;
}

/** Whether the class is burstable, so that instances slow down when their CPU credits are used up. */
export function isBurstable(instanceClass: string): boolean {
  return instanceClass.startsWith("db.t");
}

/** Memory of a size as a multiple of the memory of `large`. */
function largesOf(size: string): number {
  const [, count] = /^(\d*)xlarge$/.exec(size) ?? [];
  return count === undefined ? Number(size === "large") : 2 * Number(count || 1);
}
