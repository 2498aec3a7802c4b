/** Objectives and graphs of the platform in Google Cloud. */
import { objectivesOf } from "@modules/core/objective";
import type { MeasuredObjective } from "@modules/google/operations/service-objectives";
import { passedChecks } from "@modules/google/operations/uptime-check";
import type { LpEnvironment } from "../../../environments/lp/schema";
import { scopeName } from "../../base/environment-stack";
import { cacheGraphs, clusterGraphs, databaseGraphs } from "../../parts/google/graphs";
import type { GoogleOperationsProps } from "../../shared/google/operations";

/** Length of a window, in seconds, in which the uptime check passes or fails. */
const WINDOW_SECONDS = 300;

/**
 * In AWS the gateway's pods count its requests. Here the objective is measured by an uptime check of the public name,
 * which covers both clouds and works even when all of AWS is down.
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
