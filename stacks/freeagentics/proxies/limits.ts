/** Values that both proxies share with the path through Cloudflare. */
export const HSTS = "max-age=63072000; includeSubDomains";

/** Header in which Cloudflare sends the visitor's address. */
export const CLIENT_ADDRESS = "CF-Connecting-IP";

/** Path of the health check. */
export const HEALTH = "/health";

/** Port of the web servers. */
export const WEB_PORT = 3000;
