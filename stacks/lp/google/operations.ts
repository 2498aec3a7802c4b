/** Objectives and graphs of the platform in Google Cloud. */
import { objectivesOf } from "@modules/core/objective";
import type { MeasuredObjective } from "@modules/google/operations/service-objectives";
import { passedChecks } from "@modules/google/operations/uptime-check";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { scopeName } from "../../base/environment-stack";
import { cacheGraphs, clusterGraphs, databaseGraphs } from "../../parts/google/graphs";
import type { GoogleOperationsProps } from "../../shared/google/operations";

/** Minutes of which the check passes or not. */
const WINDOW_SECONDS = 300;

/**
 * The gateway's pods count its requests in AWS. Here, the objective is what an uptime check sees of the public name,
 * whichever cloud serves it, and also when all of AWS is down.
 */
export function operations(environment: LpEnvironment): Pick<GoogleOperationsProps, "objectives" | "rows"> {
  const { google, nameSuffix, objectives } = environment;
  const { id, region } = { ...google?.project, region: google?.region };
  return {
    objectives: ({ api }) =>
      objectivesOf("apiGateway", objectives?.apiGateway ?? { windowDays: 30, latency: [] })
        .filter(({ milliseconds }) => api && milliseconds === undefined)
        .map(
          (objective): MeasuredObjective => ({
            objective,
            indicator: { passed: passedChecks(api!), windowSeconds: WINDOW_SECONDS },
          }),
        ),
    rows: [
      databaseGraphs(`${id}:lp-postgresql${nameSuffix}`),
      cacheGraphs(`projects/${id}/locations/${region}/instances/lp-redis${nameSuffix}`),
      clusterGraphs(scopeName(environment)),
    ],
  };
}
