/** The order in which stacks install their providers. */

/** The first installation of each set of providers. */
const installations = new Map<string, Promise<void>>();
let last: Promise<void> = Promise.resolve();

/**
 * Runs the first installation of each set of providers alone, because Terraform does not lock the cache against
 * other processes that write to it. Later ones only read it. https://developer.hashicorp.com/terraform/cli/config/config-file#provider-plugin-cache
 */
export async function exclusively(providers: string, install: () => Promise<unknown>): Promise<void> {
  const first = installations.get(providers);
  if (first) {
    const installed = await first.then(
      () => true,
      () => false,
    );
    if (installed) {
      await install();
      return;
    }
  }
  const own = last.then(async () => {
    await install();
  });
  last = own.catch(() => {});
  installations.set(providers, own);
  await own;
}
