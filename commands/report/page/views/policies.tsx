import { useData } from "../context";
import { Badge, Empty, Filter, Heading, Mono, Places, useFilter } from "../parts";
import { Table } from "../table";
import { Days } from "./calendar";

const SEVERITIES = ["critical", "high", "medium", "low"];

export function Policies() {
  const { rules, waivers, drift } = useData();
  const [filter, setFilter, fits] = useFilter();
  const held = rules.filter(({ violations }) => violations.length === 0).length;
  const shown = rules.filter(({ id, statement, topic, severity }) => fits(id, statement, topic, severity));
  return (
    <>
      <Heading
        lead={`${held} of ${rules.length} policies hold, apart from what is waived. Every synthesis checks them.`}
      >
        Policies
      </Heading>
      <h2>Waivers</h2>
      <Table
        caption="Waivers, the nearest end first"
        quiet
        rows={waivers}
        columns={[
          {
            name: "last day",
            cell: ({ expires }) => <time dateTime={expires}>{expires}</time>,
            by: ({ expires }) => expires,
          },
          { name: "days", cell: ({ expires }) => <Days date={expires} /> },
          { name: "policy", cell: ({ rule }) => <Mono text={rule} />, by: ({ rule }) => rule },
          { name: "where", cell: ({ where }) => <Mono text={where} />, by: ({ where }) => where },
          { name: "uses", align: "right", cell: ({ places }) => places, by: ({ places }) => places },
          { name: "reason", cell: ({ reason }) => reason },
          { name: "owner", cell: ({ owner }) => owner, by: ({ owner }) => owner },
        ]}
      />
      <h2 class="space">Accepted drift</h2>
      {drift.length === 0 ? (
        <Empty>No difference between what exists and what was applied is accepted.</Empty>
      ) : (
        <Table
          caption="Accepted drift"
          quiet
          rows={drift}
          columns={[
            { name: "until", cell: ({ until }) => until, by: ({ until }) => until },
            { name: "where", cell: ({ where }) => <Mono text={where} /> },
            { name: "arguments", cell: (row) => row.arguments.join(", ") },
            { name: "reason", cell: ({ reason }) => reason },
          ]}
        />
      )}
      <h2 class="space">Policies</h2>
      <Filter label="Id, statement, topic or severity" value={filter} onChange={setFilter} />
      <Table
        key={filter}
        caption="Policies"
        quiet
        rows={shown}
        portion={60}
        columns={[
          { name: "policy", cell: ({ id }) => <Mono text={id} />, by: ({ id }) => id },
          { name: "statement", cell: ({ statement }) => statement, by: ({ statement }) => statement },
          { name: "severity", cell: ({ severity }) => severity, by: ({ severity }) => SEVERITIES.indexOf(severity) },
          { name: "topic", cell: ({ topic }) => topic, by: ({ topic }) => topic },
          { name: "resources", align: "right", cell: ({ resources }) => resources, by: ({ resources }) => resources },
          { name: "waived", align: "right", cell: ({ waived }) => waived, by: ({ waived }) => waived },
          {
            name: "broken by",
            cell: ({ violations }) => <Broken places={violations} />,
            by: ({ violations }) => violations.length,
          },
        ]}
      />
    </>
  );
}

/** Resources that break a policy where it warns alone: outside of environments that protect data. */
function Broken({ places }: { readonly places: readonly string[] }) {
  return places.length === 0 ? (
    <Badge tone="good">none</Badge>
  ) : (
    <Places title={`${places.length} warnings`} places={places} />
  );
}
