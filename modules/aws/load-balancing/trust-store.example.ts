import { TrustStore } from "@modules/aws/load-balancing/trust-store";
import { Bucket } from "@modules/aws/storage/bucket";
import type { Construct } from "constructs";

/** A self-signed certificate without a private key; replace it by your authority's certificate. */
const AUTHORITY = `-----BEGIN CERTIFICATE-----
MIIBjzCCATWgAwIBAgIUGamVrs/4m25EaX7MJ6M5Dufr5X0wCgYIKoZIzj0EAwIw
HDEaMBgGA1UEAwwRRXhhbXBsZSBhdXRob3JpdHkwIBcNMjYxMTI4MTIxODQ1WhgP
MjEyNjExMDQxMjE4NDVaMBwxGjAYBgNVBAMMEUV4YW1wbGUgYXV0aG9yaXR5MFkw
EwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAErSDVSDOhaNbVf457Ae+xSvZhpPlHfXEV
w5aCv+p0yDB6YrVvJ7NnEf2Kvvy1qWDgBkdaFojEBHldRB9e/X7qZ6NTMFEwHQYD
VR0OBBYEFIYgt6qFmZfxRlYDkzHWDaTdirOsMB8GA1UdIwQYMBaAFIYgt6qFmZfx
RlYDkzHWDaTdirOsMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIg
C0i2w248gzYh7AXZD6qD598oKocHGvpcVbaDCfUKPV4CIQDQ9+2j6nuSV3a7DTll
fZqsPjMqf6/1y8dA/7MqP5H/JQ==
-----END CERTIFICATE-----
`;

/** A trust store for the client certificates of one authority, whose certificate is uploaded to an existing bucket. */
export function example(scope: Construct): void {
  new TrustStore(scope, "partners", {
    name: "partners",
    authorities: AUTHORITY,
    bucket: Bucket.fromExisting(scope, "trusted", { name: "acme-trust-stores" }),
  });
}
