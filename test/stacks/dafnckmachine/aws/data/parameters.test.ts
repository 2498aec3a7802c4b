import { only } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../../environments/dafnckmachine/production";
import { dafnckmachineSchema } from "../../../../../environments/dafnckmachine/rules";
import { postgresParameters } from "../../../../../stacks/dafnckmachine/aws/data/parameters";
import { stacks } from "../../../../support/stacks";

const environment = dafnckmachineSchema.parse(production);

test("sizes the memory of the database by its instance class", () => {
  expect(only(stacks["dafnckmachine-production-data"]!, "aws_db_parameter_group").parameter).toEqual(
    expect.arrayContaining([
      { name: "shared_preload_libraries", value: "pg_stat_statements", apply_method: "pending-reboot" },
      { name: "max_connections", value: "1000", apply_method: "pending-reboot" },
      { name: "shared_buffers", value: "{DBInstanceClassMemory/32768}", apply_method: "pending-reboot" },
      { name: "effective_cache_size", value: "{DBInstanceClassMemory*3/32768}", apply_method: "immediate" },
    ]),
  );
});

test("accepts fewer connections where the class has less memory", () => {
  const group = only(stacks["dafnckmachine-development-data"]!, "aws_db_parameter_group");

  expect(group.parameter).toContainEqual({ name: "max_connections", value: "400", apply_method: "pending-reboot" });
});

test("turns on logical replication for Cloud SQL", () => {
  expect(postgresParameters(environment)).toHaveProperty(["rds.logical_replication"], "1");
});

test("leaves logical replication off without Google Cloud", () => {
  expect(postgresParameters({ ...environment, google: undefined })).not.toHaveProperty(["rds.logical_replication"]);
});
