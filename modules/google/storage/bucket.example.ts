import { Key } from "@modules/google/security/key";
import { ServiceAccount } from "@modules/google/security/service-account";
import { Bucket } from "@modules/google/storage/bucket";
import type { Construct } from "constructs";

/** A bucket of invoices that grow cold after a month, and a bucket that exists already. */
export function example(scope: Construct): void {
  const key = Key.fromExisting(scope, "key", {
    id: "projects/example-project/locations/us/keyRings/shop/cryptoKeys/invoices",
  });
  const account = new ServiceAccount(scope, "invoicing", { name: "invoicing", description: "Writes invoices" });

  const invoices = new Bucket(scope, "invoices", {
    name: "example-project-invoices",
    location: "US",
    key,
    transitionDays: { NEARLINE: 30, ARCHIVE: 365 },
  });
  invoices.grantCreate(account);
  Bucket.fromExisting(scope, "templates", { name: "example-project-templates" }).grantRead(account);
}
