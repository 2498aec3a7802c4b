import { expect, test } from "vitest";
import { href, routeOf } from "../../../../commands/report/page/router";

test("reads back the parts of its own links", () => {
  const link = href("resource", "shop/data", "aws_db_instance.50%");

  expect(routeOf(link)).toMatchObject({ view: "resource", parts: ["shop/data", "aws_db_instance.50%"] });
});

test("begins with the overview, and reads the words of a search", () => {
  expect(routeOf("").view).toBe("overview");
  expect(routeOf("#/resources?q=two+words").query.get("q")).toBe("two words");
});

test("reads a percent sign that encodes nothing literally", () => {
  expect(routeOf("#/stacks/50%").parts).toEqual(["50%"]);
});
