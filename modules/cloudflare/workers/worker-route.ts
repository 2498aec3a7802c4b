import { WorkersRoute, type WorkersRouteConfig } from "@cdktf/provider-cloudflare/lib/workers-route";
import { check } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import type { IWorker } from "./worker";

export interface WorkerRouteProps {
  readonly zone: IZone;

  /** Host and path, such as `app.example.com/*`; both may begin and end with `*`. The host needs a proxied DNS record. */
  readonly pattern: string;

  readonly worker: IWorker;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<WorkersRouteConfig>;
}

/**
 * Sends the requests that match a pattern to a worker instead of the origin. The most specific pattern applies.
 * https://developers.cloudflare.com/workers/configuration/routing/routes/
 */
export class WorkerRoute extends Construct {
  constructor(scope: Construct, id: string, { zone, pattern, worker, overrides }: WorkerRouteProps) {
    super(scope, id);
    const host = pattern.replace(/^https?:\/\//, "").split("/")[0]!;
    const inZone = host.replace(/^\*\.?/, "") === zone.name || host.endsWith(`.${zone.name}`);
    check(this, inZone, "pattern", `of a host in ${zone.name}`, pattern);
    check(
      this,
      pattern.replace(/^https?:\/\//, "").includes("/"),
      "pattern",
      `a host and a path, such as ${host}/*`,
      pattern,
    );
    new WorkersRoute(this, "Default", { zoneId: zone.id, pattern, script: worker.name, ...overrides });
  }
}
