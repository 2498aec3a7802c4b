import { resources } from "@modules/testing/resources";
import { expect, test } from "vitest";
import { production } from "../../../../environments/phoenix-rooivalk/production";
import { stacks } from "../../../support/stacks";

const dns = stacks["phoenix-rooivalk-production-dns"]!;

test("delegates domains of other environments to the name servers in the environment's data", () => {
  const records = resources(dns, "aws_route53_record").map(({ name, type, records }) => ({ name, type, records }));

  expect(records.length).toBeGreaterThan(0);
  expect(records).toEqual(
    Object.entries(production.delegations ?? {}).map(([name, records]) => ({ name, type: "NS", records })),
  );
});

test("outputs the name servers that the parent zone or the registrar needs", () => {
  expect(dns.output["name-servers"].value).toBe("${aws_route53_zone.zone.name_servers}");
});
