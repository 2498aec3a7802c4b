/** A load test for k6, which a platform's script gives its targets: https://grafana.com/docs/k6/latest/using-k6/ */
import { check } from "k6";
import http from "k6/http";

/**
 * Options of a test that grows to a rate of requests in 10 minutes, holds it for 30 and fails when a target is missed.
 *
 * `users` is the number of virtual users that may wait for an answer at once. `latency` has the milliseconds that a
 * percentile of the requests may take, by the percentile. `errors` is the share of requests that may fail.
 */
export function load({ requestsPerSecond, users, latency, errors = 0.001 }) {
  return {
    scenarios: {
      requests: {
        executor: "ramping-arrival-rate",
        startRate: requestsPerSecond / 100,
        timeUnit: "1s",
        preAllocatedVUs: users / 10,
        maxVUs: users,
        stages: [
          { duration: "10m", target: requestsPerSecond },
          { duration: "30m", target: requestsPerSecond },
          { duration: "5m", target: 0 },
        ],
      },
    },
    thresholds: {
      http_req_duration: Object.entries(latency).map(([percent, milliseconds]) => `p(${percent})<${milliseconds}`),
      http_req_failed: [`rate<${errors}`],
      // k6 drops requests when no virtual user is free: the platform did not answer at this rate.
      dropped_iterations: ["count==0"],
    },
  };
}

/** Reads a path of the target as the user of the token, and counts any answer but 200 as failed. */
export function read(path) {
  const headers = __ENV.TOKEN ? { Authorization: `Bearer ${__ENV.TOKEN}` } : {};
  const response = http.get(`${__ENV.TARGET}${path}`, { headers, tags: { name: path } });
  check(response, { "is 200": ({ status }) => status === 200 });
}
