import { expect, test } from "vitest";
import { development } from "../../../../environments/lp/development";
import { production } from "../../../../environments/lp/production";
import { lpSchema } from "../../../../environments/lp/rules";
import { certifiedHosts, originHost, publicHosts } from "../../../../stacks/lp/cluster/gateway";

test("names public hosts in Cloudflare's zone and the origin in Route 53", () => {
  const environment = lpSchema.parse(production);

  expect(publicHosts(environment)).toEqual({ api: "api.lp-system.com", app: "app.lp-system.com" });
  expect(originHost(environment)).toBe("origin.aws.lp-system.com");
});

test("names all hosts in Route 53 without Cloudflare", () => {
  expect(certifiedHosts(lpSchema.parse(development))).toEqual(
    Object.fromEntries(["origin", "api", "app"].map((label) => [label, `${label}.${development.domain}`])),
  );
});

test("certifies the origin's name and the public ones, as Cloudflare accepts either", () => {
  const environment = lpSchema.parse(production);

  expect(certifiedHosts(environment)).toEqual({
    origin: originHost(environment),
    ...publicHosts(environment),
  });
});
