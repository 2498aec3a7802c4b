import { instanceMemoryGibibytes } from "./instance-memory";

/**
 * Connections that RDS and Aurora accept by default: one for so many bytes of memory, and at most so many.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
const DEFAULTS = {
  postgres: { bytes: 9_531_392, most: 5000 },
  mysql: { bytes: 12_582_880, most: Number.POSITIVE_INFINITY },
};

/**
 * The default of `max_connections` for so much memory. AWS sets up to a tenth less, because the operating system and
 * RDS have a part of the class's memory.
 */
export function defaultConnections(memoryGibibytes: number, engine: keyof typeof DEFAULTS = "postgres"): number {
  const { bytes, most } = DEFAULTS[engine];
  return Math.min(most, Math.floor((memoryGibibytes * 2 ** 30) / bytes));
}

/**
 * The default of `max_connections` for an instance class and the family of a parameter group, such as `postgres16`, or
 * undefined when either is not known here.
 */
export function defaultConnectionsOfClass(instanceClass: string, family: string): number | undefined {
  const engine = (["postgres", "mysql"] as const).find((name) => new RegExp(`^(aurora-)?${name}`).test(family));
  try {
    return engine && defaultConnections(instanceMemoryGibibytes(instanceClass), engine);
  } catch {
    return undefined;
  }
}
