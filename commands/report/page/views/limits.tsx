import { useData } from "../context";
import { Filter, Heading, Meter, Mono, ResourceLink, StackLink, useFilter } from "../parts";
import { Table } from "../table";

export function Limits() {
  const data = useData();
  const [filter, setFilter, fits] = useFilter();
  const quotas = data.quotas.filter(({ words, holder, environment }) =>
    fits(words, holder, data.environments[environment]?.id),
  );
  const rooms = data.rooms.filter(({ resource, cidr }) => fits(data.nameOf(resource), cidr, data.stackOf(resource).id));
  return (
    <>
      <Heading lead="What resources use of the quotas of AWS and Google Cloud and of the addresses of subnets: at the size that an apply starts with, and when everything has scaled out. Above 100 %, an apply works, but groups get no further instances when the quota is used up.">
        Quotas and room
      </Heading>
      <Filter label="Quota, holder or environment" value={filter} onChange={setFilter} />
      <h2>Quotas</h2>
      <Table
        key={`quotas ${filter}`}
        caption="Quotas, the fullest first"
        quiet
        rows={quotas}
        portion={40}
        columns={[
          { name: "quota", cell: ({ words }) => words, by: ({ words }) => words },
          { name: "of", cell: ({ holder }) => <Mono text={holder} />, by: ({ holder }) => holder },
          { name: "used", align: "right", cell: ({ count }) => count, by: ({ count }) => count },
          { name: "at most", align: "right", cell: ({ peak }) => peak, by: ({ peak }) => peak },
          {
            name: "quota",
            align: "right",
            cell: ({ limit }) => limit ?? "not stated",
            by: ({ limit = -1 }) => limit,
          },
          {
            name: "share",
            cell: ({ count, peak, limit }) =>
              limit === undefined ? "" : <Share count={count} peak={peak} limit={limit} />,
            by: ({ peak, limit }) => (limit === undefined ? -1 : peak / Math.max(limit, 1)),
          },
          {
            name: "to do",
            cell: ({ remedy, environment }) => remedy && `${remedy}, in ${data.environments[environment]?.file}`,
          },
        ]}
      />
      <h2 class="space">Room in subnets</h2>
      <Table
        key={`rooms ${filter}`}
        caption="Addresses of subnets, the fullest first"
        quiet
        rows={rooms}
        portion={40}
        columns={[
          {
            name: "subnet",
            cell: ({ resource }) => <ResourceLink resource={resource} />,
            by: ({ resource }) => data.nameOf(resource),
          },
          { name: "range", cell: ({ cidr }) => <Mono text={cidr} />, by: ({ cidr }) => cidr },
          { name: "environment", cell: ({ resource }) => data.environments[data.stackOf(resource).environment]?.id },
          { name: "stack", cell: ({ resource }) => <StackLink stack={data.resources[resource]!.s} /> },
          { name: "used", align: "right", cell: ({ count }) => count, by: ({ count }) => count },
          { name: "at most", align: "right", cell: ({ peak }) => peak, by: ({ peak }) => peak },
          { name: "room", align: "right", cell: ({ free }) => free, by: ({ free }) => free },
          {
            name: "share",
            cell: ({ count, peak, free }) => <Share count={count} peak={peak} limit={free} />,
            by: ({ peak, free }) => peak / free,
          },
        ]}
      />
    </>
  );
}

function Share(props: { readonly count: number; readonly peak: number; readonly limit: number }) {
  const percent = Math.round((100 * Math.max(props.count, props.peak)) / Math.max(props.limit, 1));
  return (
    <span class="share">
      <Meter count={props.count} peak={props.peak} limit={props.limit} />
      {percent > 999 ? "over" : `${percent} %`}
    </span>
  );
}
