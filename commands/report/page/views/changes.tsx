import type { ComponentChildren } from "preact";
import type { StackChange } from "../../model/changes";
import { useData } from "../context";
import { AddressLink, Empty, Heading, Mono, StackLink } from "../parts";

export function Changes() {
  const { changes, revision, stackIndex } = useData();
  if (!changes) {
    return (
      <>
        <Heading>Changes</Heading>
        <Empty>
          This report has no revision to compare with: <code>pnpm report --base REV</code> writes one.
        </Empty>
      </>
    );
  }
  const { added, removed, changed, base } = changes;
  const link = (id: string) => {
    const index = stackIndex(id);
    return index === undefined ? <Mono text={id} /> : <StackLink stack={index} whole />;
  };
  return (
    <>
      <Heading
        lead={
          <>
            From <code>{base}</code> to <code>{revision.slice(0, 10)}</code>: {added.length} stacks added,{" "}
            {removed.length} removed, {changed.length} changed. The names of changed arguments are shown, without
            values.
          </>
        }
      >
        Changes
      </Heading>
      {added.length + removed.length + changed.length === 0 && <Empty>Every stack is the same.</Empty>}
      <Ids title="Added stacks" ids={added} link={link} />
      <Ids title="Removed stacks" ids={removed} link={link} />
      {changed.map((one) => (
        <Changed key={one.stack} change={one} />
      ))}
    </>
  );
}

interface IdsProps {
  readonly title: string;
  readonly ids: readonly string[];
  readonly link: (id: string) => ComponentChildren;
}

function Ids({ title, ids, link }: IdsProps) {
  return ids.length === 0 ? null : (
    <section>
      <h2>{title}</h2>
      <ul>
        {ids.map((id) => (
          <li key={id}>{link(id)}</li>
        ))}
      </ul>
    </section>
  );
}

function Changed({ change: { stack, added, removed, changed, sections } }: { readonly change: StackChange }) {
  return (
    <section class="panel" aria-label={stack}>
      <h2 class="mono">{stack}</h2>
      <ul class="diff">
        {added.map((address) => (
          <li key={address} class="added">
            <span>added</span> <AddressLink stack={stack} address={address} />
          </li>
        ))}
        {removed.map((address) => (
          <li key={address} class="removed">
            <span>removed</span> <Mono text={address} />
          </li>
        ))}
        {changed.map(({ address, names }) => (
          <li key={address} class="changed">
            <span>changed</span> <AddressLink stack={stack} address={address} />: <Mono text={names.join(", ")} />
          </li>
        ))}
        {sections.length > 0 && (
          <li class="changed">
            <span>changed</span> blocks: {sections.join(", ")}
          </li>
        )}
      </ul>
    </section>
  );
}
