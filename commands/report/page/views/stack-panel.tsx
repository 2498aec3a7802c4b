import { useEffect, useRef } from "preact/hooks";
import { useData } from "../context";
import { CloudMark, Empty, Mono, ResourceLink, StackLink } from "../parts";
import { Table } from "../table";

/** The parts of a stack, and the values that it takes from others and gives to them. */
export function StackPanel({ index }: { readonly index: number }) {
  const data = useData();
  const heading = useRef<HTMLHeadingElement>(null);
  const card = data.stacks[index]!;
  const environment = data.environments[card.environment]!;
  const own = data.resources.flatMap(({ s }, resource) => (s === index ? [resource] : []));
  const read = card.gives.filter(({ readers }) => readers.length > 0);
  const printed = card.gives.length - read.length;
  useEffect(() => heading.current?.focus({ preventScroll: true }), [index]);
  return (
    <section class="panel" aria-labelledby="stack">
      <h2 id="stack" ref={heading} tabIndex={-1}>
        {card.name}
      </h2>
      <p>{card.sentence}</p>
      <dl class="wide">
        <dt>Id</dt>
        <dd>
          <Mono text={card.id} />
        </dd>
        <dt>Cloud</dt>
        <dd>
          <CloudMark cloud={card.cloud} /> <span class="muted">providers: {card.providers.join(", ")}</span>
        </dd>
        <dt>Source</dt>
        <dd>
          <Mono text={card.file} />
        </dd>
        <dt>Page of the platform</dt>
        <dd>
          <Mono text={card.readme} />
        </dd>
        <dt>Owner</dt>
        <dd>
          {environment.owner}, cost center {environment.costCenter}
        </dd>
        <dt>State</dt>
        <dd>
          <Mono text={card.state} />
        </dd>
        <dt>Applied after</dt>
        <dd>
          {card.after.length === 0 ? "no other stack" : null}
          {card.after.map((one, position) => (
            <span key={one}>
              {position > 0 && ", "}
              <StackLink stack={one} />
            </span>
          ))}
        </dd>
      </dl>
      <div class="columns">
        <div>
          <h3>Takes</h3>
          {card.takes.length === 0 && <Empty>It reads no value of another stack.</Empty>}
          {card.takes.map(({ stack, values }) => (
            <details key={stack}>
              <summary>
                {values.length} from {data.stacks[stack]!.name}
              </summary>
              <ul class="mono plainlist">
                {values.map((value) => (
                  <li key={value}>{value}</li>
                ))}
              </ul>
            </details>
          ))}
        </div>
        <div>
          <h3>Gives</h3>
          {card.gives.length === 0 && <Empty>No stack reads a value of it.</Empty>}
          <ul class="plainlist">
            {read.map(({ value, readers }) => (
              <li key={value}>
                <Mono text={value} /> <span class="muted">to </span>
                {readers.map((reader, position) => (
                  <span key={reader}>
                    {position > 0 && ", "}
                    <StackLink stack={reader} />
                  </span>
                ))}
              </li>
            ))}
          </ul>
          {printed > 0 && <p class="muted small">{printed} outputs are for people and pipelines.</p>}
        </div>
      </div>
      <h3>Holds</h3>
      <Table
        key={index}
        caption={`Resources of ${card.id}`}
        quiet
        rows={own}
        portion={25}
        columns={[
          { name: "name", cell: (one) => <ResourceLink resource={one} />, by: (one) => data.nameOf(one) },
          {
            name: "type",
            cell: (one) => <Mono text={data.types[data.resources[one]!.t]} />,
            by: (one) => data.types[data.resources[one]!.t]!,
          },
          {
            name: "path",
            cell: (one) => <Mono text={data.resources[one]!.p} />,
            by: (one) => data.resources[one]!.p,
          },
          {
            name: "declared in",
            cell: (one) => <Mono text={data.files[data.resources[one]!.f]} />,
            by: (one) => data.files[data.resources[one]!.f]!,
          },
        ]}
      />
    </section>
  );
}
