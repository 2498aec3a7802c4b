import { Fragment } from "preact";
import { cloudOf } from "../../clouds";
import type { RecoveryRow } from "../../model/controls";
import { useData } from "../context";
import { Badge, CloudMark, Empty, Heading, Mono, ResourceLink, StackLink } from "../parts";
import { waysTo, wayTo } from "../paths";
import type { Route } from "../router";
import { duration } from "../units";
import { Way } from "../way";

/** Ways that are listed beside the shortest one. */
const OTHERS = 12;

export function Resource({ route }: { readonly route: Route }) {
  const data = useData();
  const [stack = "", address = ""] = route.parts;
  const resource = data.at(`${stack} ${address}`);
  if (resource === undefined) {
    return (
      <>
        <Heading>Resource</Heading>
        <Empty>
          No resource is at {address || "no address"} of {stack || "no stack"} in this revision.
        </Empty>
      </>
    );
  }
  const row = data.resources[resource]!;
  const type = data.types[row.t]!;
  const card = data.stacks[row.s]!;
  const environment = data.environments[card.environment];
  const place = `${stack} ${address}`;
  const recovery = data.recovery.filter(({ store }) => store === place);
  const uses = data.calendar.filter(({ places }) => places.includes(place));
  const room = data.rooms.find((one) => one.resource === resource);
  const main = data.mainOf(resource);
  return (
    <>
      <Heading lead={<Mono text={address} />}>{data.nameOf(resource)}</Heading>
      <dl class="wide">
        <dt>Type</dt>
        <dd>
          <Mono text={type} /> <CloudMark cloud={cloudOf(type)} /> {row.d && <Badge>holds data</Badge>}
        </dd>
        <dt>Stack</dt>
        <dd>
          <StackLink stack={row.s} /> of {environment?.id}: {card.sentence}
        </dd>
        <dt>Region</dt>
        <dd>{row.r === undefined ? "none, or known after an apply" : data.regions[row.r]}</dd>
        <dt>Owner</dt>
        <dd>
          {environment?.owner}, cost center {environment?.costCenter}
        </dd>
        <dt>Declared in</dt>
        <dd>
          <Mono text={data.files[row.f]} />
        </dd>
        <dt>File of the stack</dt>
        <dd>
          <Mono text={card.file} />
        </dd>
        {main !== undefined && (
          <>
            <dt>Part of</dt>
            <dd>
              <ResourceLink resource={main} text={data.nameOf(main)} />
            </dd>
          </>
        )}
        <dt>Path of the construct</dt>
        <dd>
          <Mono text={row.p} />
        </dd>
        {room && (
          <>
            <dt>Addresses</dt>
            <dd>
              {room.count} of {room.free} at the start, {room.peak} at the largest size
            </dd>
          </>
        )}
        {uses.map(({ product, cycle, ends }) => (
          <Fragment key={product}>
            <dt>Version</dt>
            <dd>
              {product} {cycle}
              {ends ? `, supported until ${ends}` : ""}
            </dd>
          </Fragment>
        ))}
      </dl>
      <Ways resource={resource} main={main} />
      {recovery.length > 0 && <RecoveryOf rows={recovery} />}
    </>
  );
}

function Ways({ resource, main }: { readonly resource: number; readonly main: number | undefined }) {
  const { reach, nameOf } = useData();
  const nodeOf = (wanted: number | undefined) =>
    reach.nodes.findIndex((one) => wanted !== undefined && one.resource === wanted && one.kind !== "name");
  // A client connects to a cluster, which stands for its instances.
  const [own, whole] = [nodeOf(resource), nodeOf(main)];
  const node = own < 0 ? whole : own;
  if (node < 0) {
    return null;
  }
  const shortest = wayTo(reach, node);
  const others = waysTo(reach, node).filter((way) => way.at(-1) !== shortest?.at(-1));
  const clients = reach.edges.filter(({ to }) => to === node);
  return (
    <section aria-labelledby="ways">
      <h2 id="ways">From the world{own < 0 && main !== undefined ? ` to ${nameOf(main)}` : ""}</h2>
      {shortest ? (
        <>
          <p>
            The shortest path, through {shortest.length} connections. Synthesis computes it from security groups,
            network ACLs, routes, listeners and DNS records; what a program does with a request is not part of it.
          </p>
          <Way edges={shortest} />
        </>
      ) : (
        <Empty>
          No path leads here from the world. {clients.length === 0 ? "Nothing in a network connects to it." : ""}
        </Empty>
      )}
      {others.length > 0 && (
        <details>
          <summary>{others.length} other paths, by the last step</summary>
          {others.slice(0, OTHERS).map((way) => (
            <Way key={way.at(-1)!.from} edges={way} />
          ))}
        </details>
      )}
    </section>
  );
}

function RecoveryOf({ rows }: { readonly rows: readonly RecoveryRow[] }) {
  return (
    <section aria-labelledby="recovery">
      <h2 id="recovery">Recovery</h2>
      <dl class="wide">
        {rows.map(({ loss, by, accepted, lostMinutes, downMinutes, runbook }) => (
          <Fragment key={loss}>
            <dt>Loss: {loss}</dt>
            <dd>
              {accepted
                ? `accepted: ${accepted}`
                : by
                  ? `${by}: loses ${duration(lostMinutes ?? 0)}, back in ${duration(downMinutes ?? 0)}${runbook ? `, runbooks/${runbook}` : ""}`
                  : "no recovery"}
            </dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}
