import type { FreeagenticsEnvironment } from "../../../environments/freeagentics/schema";
import type { EnvironmentStack } from "../../base/environment-stack";
import { firewall } from "./firewall";
import { haproxy } from "./haproxy";
import { nginx } from "./nginx";

/** Texts of the files of proxies and the servers behind them, which the instances of the tier use, too. */
export interface ProxyFiles {
  readonly haproxy: string;
  readonly nginx: string;
  readonly firewall: ReturnType<typeof firewall>;
}

/** Renders the files of both proxies; an environment deploys one of them at most. */
export function renderProxyFiles(stack: EnvironmentStack<FreeagenticsEnvironment>): ProxyFiles | undefined {
  const { environment } = stack;
  const { proxies } = environment;
  if (!proxies) {
    return undefined;
  }
  const { v4, v6 } = firewall(environment);
  return {
    haproxy: stack.render("haproxy/freeagentics/haproxy.cfg", haproxy(environment, proxies)),
    nginx: stack.render("nginx/freeagentics/nginx.conf", nginx(environment, proxies)),
    firewall: {
      v4: stack.render("iptables/freeagentics/rules.v4", v4),
      v6: stack.render("iptables/freeagentics/rules.v6", v6),
    },
  };
}
