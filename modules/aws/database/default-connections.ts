import { instanceMemoryGibibytes } from "./instance-memory";

/**
 * Default of `max_connections` on RDS and Aurora: memory divided by the number of bytes per connection, up to a
 * maximum.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
const DEFAULTS = {
  postgres: { bytes: 9_531_392, most: 5000 },
  mysql: { bytes: 12_582_880, most: Number.POSITIVE_INFINITY },
};

/**
 * The default of `max_connections` for an amount of memory. The real value is up to a tenth lower, because the
 * operating system and RDS use a part of the memory.
 */
export function defaultConnections(memoryGibibytes: number, engine: keyof typeof DEFAULTS = "postgres"): number {
  const { bytes, most } = DEFAULTS[engine];
  return Math.min(most, Math.floor((memoryGibibytes * 2 ** 30) / bytes));
}

/**
 * The default of `max_connections` for an instance class and the family of a parameter group, such as `postgres16`, or
 * undefined when the class or the family is unknown.
 */
export function defaultConnectionsOfClass(instanceClass: string, family: string): number | undefined {
  const engine = (["postgres", "mysql"] as const).find((name) => new RegExp(`^(aurora-)?${name}`).test(family));
  try {
    return engine && defaultConnections(instanceMemoryGibibytes(instanceClass), engine);
  } catch {
    return undefined;
  }
}
