import type { RecoveryRow } from "../../model/controls";
import { useData } from "../context";
import { Badge, Filter, Heading, Place, ResourceLink, useFilter } from "../parts";
import { Table } from "../table";
import { duration } from "../units";

export function Recovery() {
  const { recovery } = useData();
  const [filter, setFilter, fits] = useFilter();
  const missed = recovery.filter(({ isMet }) => !isMet).length;
  const rows = recovery.filter(({ store, kind, loss, by }) => fits(store, kind, loss, by));
  return (
    <>
      <Heading
        lead={`What each loss costs each store of protected data, from its backups, copies and replicas. ${missed === 0 ? "Every objective is met." : `${missed} objectives are missed.`}`}
      >
        Recovery
      </Heading>
      <Filter label="Store, kind, loss or recovery" value={filter} onChange={setFilter} />
      <Table
        key={filter}
        caption="Stores and losses"
        quiet
        rows={rows}
        portion={150}
        columns={[
          { name: "store", cell: ({ store }) => <Store place={store} />, by: ({ store }) => store },
          { name: "kind", cell: ({ kind }) => kind, by: ({ kind }) => kind },
          { name: "loss of", cell: ({ loss }) => loss, by: ({ loss }) => loss },
          { name: "objective", cell: (row) => <Verdict {...row} /> },
          { name: "recovery", cell: ({ by, accepted }) => accepted ?? by, by: ({ by }) => by },
          {
            name: "loses",
            cell: (row) => <span class="figure">{promise(row.lostMinutes, row.promisedLost)}</span>,
            by: ({ lostMinutes = 0 }) => lostMinutes,
          },
          {
            name: "back in",
            cell: (row) => <span class="figure">{promise(row.downMinutes, row.promisedDown)}</span>,
            by: ({ downMinutes = 0 }) => downMinutes,
          },
          { name: "because", cell: ({ because }) => because },
          { name: "runbook", cell: ({ runbook }) => (runbook ? <span class="mono">runbooks/{runbook}</span> : "") },
        ]}
      />
    </>
  );
}

/** The name of a store, which says more than its address, and its stack. */
function Store({ place }: { readonly place: string }) {
  const { at, stackOf } = useData();
  const resource = at(place);
  return resource === undefined ? (
    <Place place={place} />
  ) : (
    <>
      <ResourceLink resource={resource} /> <span class="muted small">{stackOf(resource).id}</span>
    </>
  );
}

function Verdict({ isMet, accepted, promisedLost }: RecoveryRow) {
  return accepted ? (
    <Badge>accepted</Badge>
  ) : isMet ? (
    promisedLost === undefined ? (
      <Badge>not promised</Badge>
    ) : (
      <Badge tone="good">met</Badge>
    )
  ) : (
    <Badge tone="bad">missed</Badge>
  );
}

function promise(minutes: number | undefined, promised: number | undefined): string {
  return minutes === undefined
    ? "-"
    : `${duration(minutes)}${promised === undefined ? "" : ` of ${duration(promised)}`}`;
}
