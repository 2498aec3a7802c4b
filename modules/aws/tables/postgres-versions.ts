/**
 * Versions of PostgreSQL on RDS and Aurora: the newest minor version of each major version. AWS adds minor versions
 * every quarter; raise the number here.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html and
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html, May 2026.
 */
const NEWEST = {
  postgres: { 13: 23, 14: 22, 15: 17, 16: 13, 17: 9, 18: 3 },
  "aurora-postgresql": { 13: 23, 14: 22, 15: 17, 16: 13, 17: 9 },
} satisfies Record<string, Record<number, number>>;

export type PostgresEngine = keyof typeof NEWEST;

/** The rule that a version of PostgreSQL breaks and its fix, or undefined when the engine has the version. */
export function postgresVersionProblem(engine: PostgresEngine, version: string): string | undefined {
  const newest: Readonly<Record<string, number>> = NEWEST[engine];
  const [, major = "", minor = "0"] = /^(\d+)(?:\.(\d+))?$/.exec(version) ?? [];
  const words = engine === "postgres" ? "PostgreSQL on RDS" : "Aurora PostgreSQL";
  const versions = Object.keys(newest).join(", ");
  if (newest[major] === undefined) {
    return `must be a version of ${words}, ${versions}; add a newer one to modules/aws/tables/postgres-versions.ts`;
  }
  return Number(minor) > newest[major]
    ? `must be a version of ${words}, up to ${major}.${newest[major]}; add a newer one to modules/aws/tables/postgres-versions.ts`
    : undefined;
}
