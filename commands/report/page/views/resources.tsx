import { useMemo } from "preact/hooks";
import { cloudOf } from "../../clouds";
import { useData } from "../context";
import { CloudMark, Empty, Heading, Mono, ResourceLink, StackLink } from "../parts";
import { href, type Route } from "../router";
import { searcher } from "../search";
import { Table } from "../table";

const LIMIT = 1000;

export function Resources({ route }: { readonly route: Route }) {
  const data = useData();
  const search = useMemo(() => searcher(data), [data]);
  const words = route.query.get("q") ?? "";
  const environment = route.query.get("environment") ?? "";
  const type = route.query.get("type") ?? "";
  const { resources, total } = useMemo(
    () => search({ words, environment: data.environmentIndex(environment), type: type || undefined }, LIMIT),
    [search, words, environment, type, data],
  );
  const go = (change: Readonly<Record<string, string>>) => {
    const query = new URLSearchParams(
      Object.entries({ q: words, environment, type, ...change }).filter(([, one]) => one),
    );
    location.replace(`${href("resources")}?${query}`);
  };
  return (
    <>
      <Heading lead="The search above looks for words in names, addresses, types, files, paths and stacks; every word must match.">
        Resources
      </Heading>
      <div class="controls">
        <label class="filter">
          <span>Environment</span>
          <select value={environment} onChange={(event) => go({ environment: event.currentTarget.value })}>
            <option value="">all</option>
            {data.environments.map(({ id }) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </label>
        <label class="filter">
          <span>Type</span>
          <select value={type} onChange={(event) => go({ type: event.currentTarget.value })}>
            <option value="">all</option>
            {[...data.types].sort().map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <p class="status" role="status">
          {total.toLocaleString("en")} resources
        </p>
      </div>
      {total === 0 ? (
        <Empty>No resource has all of these words.</Empty>
      ) : (
        <Table
          key={`${words} ${environment} ${type}`}
          caption="Resources that match"
          quiet
          rows={resources}
          portion={60}
          columns={[
            { name: "name", cell: (one) => <ResourceLink resource={one} />, by: (one) => data.nameOf(one) },
            {
              name: "type",
              cell: (one) => <Mono text={data.types[data.resources[one]!.t]} />,
              by: (one) => data.types[data.resources[one]!.t]!,
            },
            {
              name: "environment",
              cell: (one) => data.environments[data.stackOf(one).environment]?.id,
              by: (one) => data.environments[data.stackOf(one).environment]?.id ?? "",
            },
            {
              name: "stack",
              cell: (one) => <StackLink stack={data.resources[one]!.s} />,
              by: (one) => data.stackOf(one).name,
            },
            {
              name: "region",
              cell: (one) => data.regions[data.resources[one]!.r ?? -1] ?? "-",
              by: (one) => data.regions[data.resources[one]!.r ?? -1] ?? "",
            },
            {
              name: "cloud",
              cell: (one) => <CloudMark cloud={cloudOf(data.types[data.resources[one]!.t]!)} />,
            },
            {
              name: "source",
              cell: (one) => <Mono text={data.files[data.resources[one]!.f]} />,
              by: (one) => data.files[data.resources[one]!.f]!,
            },
          ]}
        />
      )}
    </>
  );
}
