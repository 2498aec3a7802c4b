import { development } from "../../environments/phoenix-rooivalk/development";
import { production } from "../../environments/phoenix-rooivalk/production";
import { phoenixRooivalkSchema } from "../../environments/phoenix-rooivalk/rules";
import { platform } from "../base/platform";
import { definePhoenixRooivalk } from "./define";

export const phoenixRooivalk = platform(
  "phoenix-rooivalk",
  phoenixRooivalkSchema,
  { development, production },
  definePhoenixRooivalk,
);
