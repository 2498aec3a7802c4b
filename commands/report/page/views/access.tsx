import type { AccessGroup } from "../../model/controls";
import { useData } from "../context";
import { Empty, Environments, Filter, Heading, Mono, useFilter } from "../parts";
import type { Route } from "../router";
import { Table } from "../table";

interface Line {
  readonly what: string;
  readonly who: string;
  readonly may: string;
}

export function Access({ route }: { readonly route: Route }) {
  const data = useData();
  const environment = data.environmentIndex(route.parts[0] ?? "") ?? 0;
  const { title, name, id } = data.environments[environment]!;
  const [filter, setFilter, fits] = useFilter();
  const sections = data.access.filter((one) => one.environment === environment);
  return (
    <>
      <Heading lead="Who may do what with the data, computed from roles, resource policies, boundaries and bindings.">
        Access
      </Heading>
      <Environments view="access" current={environment} />
      <h2>
        {title} {name}
      </h2>
      <Filter label="Resource, role or action" value={filter} onChange={setFilter} />
      {sections.length === 0 && <Empty>No access is declared.</Empty>}
      {sections.map((section) => {
        const rows = section.groups
          .flatMap((group) => linesOf(section.title, group))
          .filter(({ what, who, may }) => fits(what, who, may));
        return (
          <section key={section.title}>
            <h3>{section.title}</h3>
            {rows.length === 0 ? (
              <Empty>Nothing matches.</Empty>
            ) : (
              <Table
                key={`${id} ${section.title} ${filter}`}
                caption={`${section.title}: access in ${id}`}
                quiet
                rows={rows}
                portion={80}
                columns={[
                  ...(rows.some(({ what }) => what)
                    ? [{ name: "resource", cell: ({ what }: Line) => what, by: ({ what }: Line) => what }]
                    : []),
                  { name: "who", cell: ({ who }) => <Mono text={who} />, by: ({ who }) => who },
                  { name: "may", cell: ({ may }) => may, by: ({ may }) => may },
                ]}
              />
            )}
          </section>
        );
      })}
    </>
  );
}

function linesOf(title: string, { titles, lines }: AccessGroup): Line[] {
  const whats = titles.length > 0 ? titles : [""];
  return whats.flatMap((what) =>
    lines.length === 0
      ? [{ what, who: "-", may: "nobody in this environment has access by a policy" }]
      : lines.map((line) => {
          const cut = title === "Kubernetes" ? line.lastIndexOf(": ") : line.indexOf(": ");
          return { what, who: line.slice(0, cut), may: line.slice(cut + 2) };
        }),
  );
}
