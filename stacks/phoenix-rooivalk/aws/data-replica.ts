import { PrivateZone } from "@modules/aws/dns/private-zone";
import { WeightedRecords } from "@modules/aws/dns/weighted-records";
import type { IVpc } from "@modules/aws/network/vpc";
import type { Construct } from "constructs";
import type { PhoenixRooivalkEnvironment } from "../../../environments/phoenix-rooivalk/schema";
import { AwsStack } from "../../base/aws-stack";
import { addReplicas, type Replicas, type ReplicasProps } from "../../parts/aws/postgres-replicas";
import { postgresParameters } from "./data/parameters";

export type DataReplicaProps = Omit<ReplicasProps, "identifier" | "parameters">;

/** Read replicas of the database in one region. In the primary region a DNS name distributes reads over them. */
export class DataReplicaStack extends AwsStack<PhoenixRooivalkEnvironment> {
  readonly replicas: Replicas;

  constructor(scope: Construct, environment: PhoenixRooivalkEnvironment, props: DataReplicaProps, region: string) {
    const primary = region === environment.account.region;
    super(scope, environment, primary ? "data-replica" : "data", { region });
    this.replicas = addReplicas(this, {
      ...props,
      identifier: (name) => `phoenix-rooivalk-postgres-${name}`,
      parameters: postgresParameters(environment),
      // The recovery point objective is a minute.
      noticedLagSeconds: 60,
    });
    if (primary) {
      this.addReadName(props.vpc);
    }
  }

  /**
   * Adds a DNS name for reads. RDS certificates do not contain this name, so clients must use `verify-ca` instead of
   * `verify-full`.
   */
  private addReadName(vpc: IVpc): void {
    const zone = new PrivateZone(this, "zone", {
      domain: `internal.${this.environment.domain}`,
      vpc,
      comment: "Names inside the VPC",
      deletionProtection: this.environment.deletionProtection,
    });
    new WeightedRecords(this, "reads", {
      zone,
      name: `postgres-read.${zone.name}`,
      hosts: Object.fromEntries(Object.entries(this.replicas).map(([name, { address }]) => [name, { host: address }])),
    });
  }
}
