/** Passwords, and the verifiers that PostgreSQL stores for them. */
import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const ITERATIONS = 4096;

/**
 * 40 characters of A-Za-z0-9_-, which have 240 bits of entropy and need no escaping in URLs, shells and configuration
 * files.
 */
export function randomPassword() {
  return randomBytes(30).toString("base64url");
}

/**
 * The SCRAM-SHA-256 verifier of a password, with which nobody can log in.
 * https://www.postgresql.org/docs/current/catalog-pg-authid.html
 */
export function verifier(password, salt = randomBytes(16), iterations = ITERATIONS) {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const key = (name) => createHmac("sha256", salted).update(name).digest();
  const stored = createHash("sha256").update(key("Client Key")).digest("base64");
  const server = key("Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${stored}:${server}`;
}
