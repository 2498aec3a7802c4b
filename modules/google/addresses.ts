/** Addresses from which Google's own services connect to machines in a VPC, also to those without an external address. */

/**
 * Proxies of global Application Load Balancers, and health checks of all load balancers and instance groups.
 * https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
 */
export const FRONT_ENDS = ["35.191.0.0/16", "130.211.0.0/22"];

/**
 * Health checks of external passthrough load balancers, besides 35.191.0.0/16.
 * https://cloud.google.com/load-balancing/docs/health-check-concepts#ip-ranges
 */
export const PASSTHROUGH_CHECKS = ["209.85.152.0/22", "209.85.204.0/22"];

/**
 * TCP forwarding of Identity-Aware Proxy, such as `gcloud compute ssh --tunnel-through-iap`.
 * https://cloud.google.com/iap/docs/using-tcp-forwarding#create-firewall-rule
 */
export const IDENTITY_AWARE_PROXY = ["35.235.240.0/20"];
