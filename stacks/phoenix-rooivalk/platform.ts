import { development } from "../../environments/phoenix-rooivalk/development";
import { phoenixRooivalkSchema } from "../../environments/phoenix-rooivalk/environment";
import { production } from "../../environments/phoenix-rooivalk/production";
import { platform } from "../platform";
import { definePhoenixRooivalk } from "./define";

export const phoenixRooivalk = platform(
  "phoenix-rooivalk",
  phoenixRooivalkSchema,
  { development, production },
  definePhoenixRooivalk,
);
