import type { Json } from "@modules/checks/json";
import { expect, test } from "vitest";
import { manifest } from "../objects";

test.each(["development", "staging", "production"])(
  "takes the login of the API's user in %s from its secret",
  (name) => {
    const { data } = manifest("ExternalSecret", "database-secret", name).spec;

    expect(data.map(({ secretKey }: Json) => secretKey)).toEqual(["url", "username", "password"]);
    for (const { remoteRef } of data) {
      expect(remoteRef.key).toContain("users_api");
    }
  },
);
