import { SecurityHeaders } from "@modules/aws/cdn/security-headers";
import type { Construct } from "constructs";

/** Security headers for an API that scripts of one site may call, and that no site may show in a frame. */
export function example(scope: Construct): void {
  new SecurityHeaders(scope, "headers", {
    name: "api",
    allowedOrigins: ["https://app.acme.example"],
    frameOption: "DENY",
  });
}
