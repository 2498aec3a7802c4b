/** Sources of the functions in the examples: succeeds on every event, and on every message of a batch. */
export async function handler() {
  return { batchItemFailures: [] };
}
