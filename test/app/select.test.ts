import { describe, expect, test } from "vitest";
import { SelectionError, select } from "../../app/select";

const IDS = ["shop-staging-network", "shop-staging-data", "shop-production-network"];

function selected(...filters: string[]): string[] {
  return IDS.filter(select(IDS, filters));
}

describe("select", () => {
  test("takes every stack when there is no filter", () => {
    expect(selected()).toEqual(IDS);
  });

  test("takes one stack by its whole id only", () => {
    expect(selected("shop-staging-data")).toEqual(["shop-staging-data"]);
  });

  test("lets a star stand for any characters, also several times and for none", () => {
    expect(selected("*-network")).toEqual(["shop-staging-network", "shop-production-network"]);
    expect(selected("shop*staging*data*")).toEqual(["shop-staging-data"]);
  });

  test("joins filters", () => {
    expect(selected("*-data", "*production*")).toEqual(["shop-staging-data", "shop-production-network"]);
  });

  test("takes no other sign for a pattern", () => {
    expect(() => selected("shop.staging.data")).toThrow(SelectionError);
    expect(() => selected("shop-staging-(data|network)")).toThrow(SelectionError);
  });

  test("fails on a filter that names nothing, suggests the nearest stack and lists all", () => {
    expect(() => selected("*-network", "shop-stagin-data")).toThrow(
      [
        "no stack is named shop-stagin-data; did you mean shop-staging-data?",
        "The stacks are:",
        ...IDS.map((id) => `  ${id}`),
      ].join("\n"),
    );
  });

  test("fails on each of several filters that name nothing", () => {
    expect(() => selected("a*", "b*")).toThrow(/no stack is named a\*.*\nno stack is named b\*/);
  });
});
