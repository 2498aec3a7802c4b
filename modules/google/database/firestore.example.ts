import { Firestore } from "@modules/google/database/firestore";
import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import type { Construct } from "constructs";

/** A document database with an index, which one account reads and writes. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us/keyRings/shop/cryptoKeys/documents",
  });

  const catalog = new Firestore(scope, "catalog", { name: "catalog", location: "nam5", key });
  catalog.addIndex("products-by-price", "products", { category: "ASCENDING", price: "DESCENDING" });
  catalog.grantReadWrite(
    new ServiceAccount(scope, "editor", { name: "catalog-editor", description: "Edits products" }),
  );
}
