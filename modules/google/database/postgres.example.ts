import { Postgres } from "@modules/google/database/postgres";
import { Vpc } from "@modules/google/network/vpc";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A PostgreSQL instance with a standby in a second zone, in which one account logs in without a password. */
export function example(scope: Construct): void {
  const vpc = Vpc.fromExisting(scope, "vpc", { name: "shop", privateServicesRange: "shop-services" });
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us-central1/keyRings/shop/cryptoKeys/data",
  });

  const orders = new Postgres(scope, "orders", {
    name: "orders",
    version: "POSTGRES_17",
    tier: "db-custom-2-7680",
    databaseName: "orders",
    privateServices: vpc.privateServices,
    key,
  });
  orders.grantConnect(new ServiceAccount(scope, "api", { name: "orders-api", description: "API of the orders" }));
}
