import { WorkersRoute } from "@cdktf/provider-cloudflare/lib/workers-route";
import { Construct } from "constructs";
import type { IZone } from "../zone/zone";
import type { IWorker } from "./worker";

export interface WorkerRouteProps {
  readonly zone: IZone;

  /** Host and path, `*` at either end of each: `app.example.com/*`. Its host needs a record that is proxied. */
  readonly pattern: string;

  readonly worker: IWorker;
}

/** Requests that go to a worker instead of the origin; the most specific pattern wins. */
export class WorkerRoute extends Construct {
  constructor(scope: Construct, id: string, { zone, pattern, worker }: WorkerRouteProps) {
    super(scope, id);
    const host = pattern.replace(/^https?:\/\//, "").split("/")[0]!;
    if (host.replace(/^\*\.?/, "") !== zone.name && !host.endsWith(`.${zone.name}`)) {
      throw new Error(`${this.node.path}: pattern must be of a host in ${zone.name}, got ${pattern}`);
    }
    if (!pattern.includes("/")) {
      throw new Error(`${this.node.path}: pattern must have a path, such as ${host}/*, got ${pattern}`);
    }
    new WorkersRoute(this, "Default", { zoneId: zone.id, pattern, script: worker.name });
  }
}
