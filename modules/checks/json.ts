/** Type of Terraform JSON. */
// biome-ignore lint/suspicious/noExplicitAny: Terraform JSON has no schema here
export type Json = any;
