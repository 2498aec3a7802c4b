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

  test("fails when a filter matches nothing, with the nearest stacks", () => {
    expect(() => selected("*-network", "shop-stagin-data")).toThrow(
      /^no stack is named shop-stagin-data; did you mean shop-staging-data\?$/,
    );
  });

  test("suggests a pattern for a pattern, and nothing for a name that is far from all", () => {
    expect(() => selected("shop-stagin-*")).toThrow("no stack is named shop-stagin-*; did you mean shop-staging-*?");
    expect(() => selected("nonsense")).toThrow("no stack is named nonsense; `pnpm synth` lists them all");
  });

  test("suggests the name that parts of names are short for", () => {
    expect(() => selected("shop-prod-*")).toThrow("no stack is named shop-prod-*; did you mean shop-production-*?");
    expect(() => selected("shop-prod-net")).toThrow("did you mean shop-production-network?");
  });

  test("matches all stacks of a group by its name, and suggests it", () => {
    const groups = ["shop", "shop-staging", "shop-production"];

    expect(IDS.filter(select(IDS, ["shop-staging"], groups))).toEqual(["shop-staging-network", "shop-staging-data"]);
    expect(() => select(IDS, ["shop-prodction"], groups)).toThrow(
      "no stack is named shop-prodction; did you mean shop-production?",
    );
  });

  test("fails for each filter that matches nothing", () => {
    expect(() => selected("a*", "b*")).toThrow(/no stack is named a\*.*\nno stack is named b\*/);
  });
});
