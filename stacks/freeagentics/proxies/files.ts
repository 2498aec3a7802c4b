import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import type { EnvironmentStack } from "../../base/environment-stack";
import { firewall } from "./firewall";
import { haproxy } from "./haproxy";
import { nginx } from "./nginx";

/** Renders the files of both proxies, of which an environment uses one, and of the servers behind them. */
export function renderProxyFiles(stack: EnvironmentStack<FreeagenticsEnvironment>): void {
  const { environment } = stack;
  const { proxies } = environment;
  if (!proxies) {
    return;
  }
  const { v4, v6 } = firewall(environment);
  stack.render("haproxy/freeagentics/haproxy.cfg", haproxy(environment, proxies));
  stack.render("nginx/freeagentics/nginx.conf", nginx(environment, proxies));
  stack.render("iptables/freeagentics/rules.v4", v4);
  stack.render("iptables/freeagentics/rules.v6", v6);
}
