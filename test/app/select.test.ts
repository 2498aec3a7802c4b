import { describe, expect, test } from "vitest";
import { SelectionError, select } from "../../app/select";

const IDS = ["shop-staging-network", "shop-staging-data", "shop-production-network"];

function selected(...filters: string[]): string[] {
  return IDS.filter(select(IDS, filters));
}

describe("select", () => {
  test("matches every stack without a filter", () => {
    expect(selected()).toEqual(IDS);
  });

  test("matches the whole id of a stack", () => {
    expect(selected("shop-staging-data")).toEqual(["shop-staging-data"]);
  });

  test("matches any characters with a star, none included", () => {
    expect(selected("*-network")).toEqual(["shop-staging-network", "shop-production-network"]);
    expect(selected("shop*staging*data*")).toEqual(["shop-staging-data"]);
  });

  test("matches the stacks of all filters", () => {
    expect(selected("*-data", "*production*")).toEqual(["shop-staging-data", "shop-production-network"]);
  });

  test("matches other characters of regular expressions literally", () => {
    expect(() => selected("shop.staging.data")).toThrow(SelectionError);
    expect(() => selected("shop-staging-(data|network)")).toThrow(SelectionError);
  });

  test("fails when a filter matches nothing, suggests the nearest stack and lists all", () => {
    expect(() => selected("*-network", "shop-stagin-data")).toThrow(
      [
        "no stack is named shop-stagin-data; did you mean shop-staging-data?",
        "The stacks are:",
        ...IDS.map((id) => `  ${id}`),
      ].join("\n"),
    );
  });

  test("fails for each filter that matches nothing", () => {
    expect(() => selected("a*", "b*")).toThrow(/no stack is named a\*.*\nno stack is named b\*/);
  });
});
