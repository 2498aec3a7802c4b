/** Ports that database engines listen on in every cloud. */

export const POSTGRES_PORT = 5432;

/** Port of Redis in ElastiCache, where TLS clients use it too. */
export const REDIS_PORT = 6379;

/** Port on which Memorystore serves Redis to TLS clients. */
export const REDIS_TLS_PORT = 6378;
