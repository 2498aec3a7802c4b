import * as environments from "../../environments/dafnckmachine/all";
import { owner } from "../../environments/dafnckmachine/owner";
import { dafnckmachineSchema } from "../../environments/dafnckmachine/rules";
import { platform } from "../base/platform";
import { defineDafnckmachine } from "./define";
import { paths } from "./paths";

export const dafnckmachine = platform({
  name: "dafnckmachine",
  schema: dafnckmachineSchema,
  owner,
  environments,
  define: defineDafnckmachine,
  paths,
});
