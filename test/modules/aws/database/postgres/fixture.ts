import { Postgres } from "@modules/aws/database/postgres/postgres";
import type { PostgresProps } from "@modules/aws/database/postgres/props";
import type { Json } from "@modules/checks/json";
import { type Fixture, synthWith } from "../fixture";

export function postgresProps({ vpc, key, logsKey }: Fixture): PostgresProps {
  return {
    identifier: "shop-postgres",
    engineVersion: "15",
    instanceClass: "db.r5.large",
    allocatedGibibytes: 400,
    databaseName: "shop",
    vpc,
    key,
    logsKey,
    logRetentionDays: 30,
  };
}

/** JSON of a stack with an instance and the modules that `use` adds. */
export function postgres(
  props: Partial<PostgresProps> = {},
  use: (database: Postgres, fixture: Fixture) => void = () => {},
): Json {
  return synthWith((fixture) => {
    const database = new Postgres(fixture.stack, "database", { ...postgresProps(fixture), ...props });
    use(database, fixture);
  });
}
