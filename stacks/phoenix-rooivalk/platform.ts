import * as environments from "../../environments/phoenix-rooivalk/all";
import { owner } from "../../environments/phoenix-rooivalk/owner";
import { phoenixRooivalkSchema } from "../../environments/phoenix-rooivalk/rules";
import { platform } from "../base/platform";
import { definePhoenixRooivalk } from "./define";
import { paths } from "./paths";

export const phoenixRooivalk = platform({
  name: "phoenix-rooivalk",
  schema: phoenixRooivalkSchema,
  owner,
  environments,
  define: definePhoenixRooivalk,
  paths,
});
