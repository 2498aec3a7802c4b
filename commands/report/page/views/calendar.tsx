import type { WaiverRow } from "../../model/controls";
import { useData } from "../context";
import { Badge, Heading, Mono, Places } from "../parts";
import { Table } from "../table";
import { daysUntil } from "../units";

interface Due {
  readonly date: string;
  readonly what: string;
  readonly note?: string;
}

export function Calendar() {
  const { calendar, waivers, drift } = useData();
  const due: Due[] = [
    ...calendar.flatMap(({ product, cycle, ends, waived }) =>
      ends ? [{ date: ends, what: `support of ${product} ${cycle} ends`, note: waived }] : [],
    ),
    ...waivers.map(({ rule, where, expires }: WaiverRow) => ({
      date: expires,
      what: `waiver of ${rule} ends`,
      note: where,
    })),
    ...drift.map(({ where, until, reason }) => ({
      date: until,
      what: `drift of ${where} is accepted until then`,
      note: reason,
    })),
  ].sort((a, b) => (a.date < b.date ? -1 : 1));
  return (
    <>
      <Heading lead="Ends of support of every version in use, and the last days of exceptions. Days count from today.">
        Calendar
      </Heading>
      <h2>What comes next</h2>
      <Table
        caption="Dates, the nearest first"
        quiet
        rows={due}
        portion={20}
        columns={[
          { name: "date", cell: ({ date }) => <time dateTime={date}>{date}</time>, by: ({ date }) => date },
          { name: "days", cell: ({ date }) => <Days date={date} />, by: ({ date }) => date },
          { name: "what", cell: ({ what }) => what, by: ({ what }) => what },
          { name: "note", cell: ({ note }) => note ?? "" },
        ]}
      />
      <h2 class="space">Versions in use</h2>
      <Table
        caption="Versions in use"
        quiet
        rows={calendar}
        columns={[
          { name: "product", cell: ({ product, cycle }) => `${product} ${cycle}`, by: ({ product }) => product },
          { name: "support ends", cell: ({ ends }) => ends ?? "no date published", by: ({ ends }) => ends ?? "9" },
          {
            name: "uses",
            cell: ({ places }) => <Places title={`${places.length}`} places={places} />,
            by: ({ places }) => places.length,
          },
          { name: "source", cell: ({ source }) => <Mono text={source ?? ""} /> },
        ]}
      />
    </>
  );
}

export function Days({ date }: { readonly date: string }) {
  const days = daysUntil(date);
  return (
    <Badge tone={days < 0 ? "bad" : days < 90 ? "warn" : undefined}>
      {days < 0 ? `${-days} days ago` : `${days} days`}
    </Badge>
  );
}
