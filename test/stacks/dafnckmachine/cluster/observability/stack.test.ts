import { expect, test } from "vitest";
import { development } from "../../../../../environments/dafnckmachine/development";
import { production } from "../../../../../environments/dafnckmachine/production";
import { staging } from "../../../../../environments/dafnckmachine/staging";
import { stacks } from "../../../../support/stacks";

test.each([production, staging, development])(
  "collects logs and metrics in $name as its settings say",
  (environment) => {
    const json = stacks[`dafnckmachine-${environment.name}-observability`];

    expect(json !== undefined).toBe(environment.observability !== undefined);
    expect(json?.resource.helm_release.prometheus !== undefined).toBe(
      environment.observability?.monitoring !== undefined,
    );
  },
);
