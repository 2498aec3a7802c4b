import type { Construct } from "constructs";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { AwsStack } from "../../base/aws-stack";
import { addReplicas, type Replicas, type ReplicasProps } from "../../parts/aws/postgres-replicas";
import { postgresParameters } from "./data/parameters";
import { addTableReplicas, type Tables, type TaskTables } from "./data/tables";

export type DataReplicaProps = Omit<ReplicasProps, "identifier" | "parameters" | "maxLagSeconds"> & {
  /** Tables of the primary region. */
  readonly tables: Tables;
};

/** The recovery point objective is one hour. */
const MAX_LAG_SECONDS = 3600;

/** Read replicas of the database in one region and, in the standby's region, the replica of the sessions. */
export class DataReplicaStack extends AwsStack<DafnckmachineEnvironment> {
  readonly replicas: Replicas;
  /** Undefined outside the standby's region. */
  readonly tables: TaskTables | undefined;

  constructor(
    scope: Construct,
    environment: DafnckmachineEnvironment,
    { tables, ...props }: DataReplicaProps,
    region: string,
  ) {
    super(scope, environment, region === environment.account.region ? "data-replica" : "data", { region });
    this.tables = region === environment.recovery?.region ? addTableReplicas(this, tables, props.key) : undefined;
    this.replicas = addReplicas(this, {
      ...props,
      identifier: (name) => `dafnckmachine-postgres-${name}`,
      parameters: postgresParameters(environment),
      maxLagSeconds: MAX_LAG_SECONDS,
    });
  }
}
