import { textOf } from "@modules/core/repository-root";

/**
 * What signs the certificate that Cloudflare shows origins, in PEM, until November
 * 2029; public, and no part of any zone.
 * https://developers.cloudflare.com/ssl/origin-configuration/authenticated-origin-pull/set-up/zone-level/
 */
export const ORIGIN_PULL_AUTHORITY = textOf("config/cloudflare/origin-pull-ca.pem");
