import { ManagedCertificate } from "@modules/google/load-balancing/managed-certificate";
import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";

/** A certificate for a name that points to another cloud, with the record that its zone must have. */
export function example(scope: Construct): void {
  const certificate = new ManagedCertificate(scope, "certificate", { name: "radio", domainName: "radio.example.com" });
  const { name, type, value } = certificate.proof;
  new TerraformOutput(scope, "proof", { value: `${name} ${type} ${value}` });
}
