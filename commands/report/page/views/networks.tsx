import { useData } from "../context";
import { Empty, Environments, Heading, ResourceLink } from "../parts";
import { wayTo } from "../paths";
import type { Route } from "../router";
import { Table } from "../table";
import { FlowDrawing } from "./flow";
import { NetworkDrawing } from "./network";

export function Networks({ route }: { readonly route: Route }) {
  const data = useData();
  const environment = data.environmentIndex(route.parts[0] ?? "") ?? 0;
  const { title, name, id } = data.environments[environment]!;
  const own = data.networks.filter((one) => one.environment === environment);
  const flow = data.flows[environment]!;
  const reached = flow.boxes
    .flatMap(({ nodes }) => nodes)
    .filter((node) => ["host", "store"].includes(data.reach.nodes[node]!.kind));
  return (
    <>
      <Heading lead="Hosts and stores that the world can reach, by which path, and the networks behind them. The world is every public address besides those of Cloudflare, CloudFront, health checkers and administrators.">
        Networks
      </Heading>
      <Environments view="networks" current={environment} />
      <h2>
        {title} {name}: from the world
      </h2>
      {flow.boxes.length === 0 ? (
        <Empty>No path leads from the world into {id}.</Empty>
      ) : (
        <>
          <FlowDrawing flow={flow} />
          <details>
            <summary>The same as a table: {reached.length} hosts and stores</summary>
            <Table
              caption={`Hosts and stores that the world can reach in ${id}`}
              quiet
              rows={reached}
              columns={[
                { name: "resource", cell: (node) => <ResourceLink resource={data.reach.nodes[node]!.resource!} /> },
                {
                  name: "kind",
                  cell: (node) => data.reach.nodes[node]!.kind,
                  by: (node) => data.reach.nodes[node]!.kind,
                },
                {
                  name: "shortest path",
                  cell: (node) =>
                    (wayTo(data.reach, node) ?? [])
                      .map(({ to }) => labelOf(data.reach.nodes[to]!, data.nameOf))
                      .join(" → "),
                },
                { name: "last step", cell: (node) => wayTo(data.reach, node)?.at(-1)?.how },
              ]}
            />
          </details>
        </>
      )}
      <h2 class="space">Networks</h2>
      {own.length === 0 && <Empty>{id} has no network of its own.</Empty>}
      {own.map((network) => (
        <NetworkDrawing key={network.resource} network={network} />
      ))}
    </>
  );
}

function labelOf(
  { kind, label, resource }: { readonly kind: string; readonly label: string; readonly resource?: number },
  nameOf: (resource: number) => string,
): string {
  return resource === undefined || kind === "name" || label.startsWith("Cloudflare") ? label : nameOf(resource);
}
