/** A way through the graph of connections, as a list of steps. */
import type { ReachEdge } from "../model/networks";
import { useData } from "./context";
import { ResourceLink } from "./parts";

export function Way({ edges }: { readonly edges: readonly ReachEdge[] }) {
  const nodes = [edges[0]?.from ?? 0, ...edges.map(({ to }) => to)];
  return (
    <ol class="way">
      {nodes.map((node, index) => (
        <li key={node}>
          <Node node={node} />
          {index > 0 && <span class="how">{edges[index - 1]!.how}</span>}
        </li>
      ))}
    </ol>
  );
}

function Node({ node }: { readonly node: number }) {
  const { reach, addressOf, stackOf, nameOf } = useData();
  const { label, kind, resource } = reach.nodes[node]!;
  if (resource === undefined) {
    return <strong>{label}</strong>;
  }
  return kind === "name" || label.startsWith("Cloudflare") ? (
    <span>
      <ResourceLink resource={resource} text={label} /> <span class="muted">{kind === "name" ? "name" : "edge"}</span>
    </span>
  ) : (
    <span>
      <ResourceLink resource={resource} text={nameOf(resource)} />{" "}
      <span class="muted mono">
        {addressOf(resource)} in {stackOf(resource).name}
      </span>
    </span>
  );
}
