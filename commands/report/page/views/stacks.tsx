import { useState } from "preact/hooks";
import type { StackCard, StackGraph } from "../../model/estate";
import { useData } from "../context";
import { CloudMark, Environments, Heading, Mono, StackLink } from "../parts";
import { href, type Route } from "../router";
import { Table } from "../table";
import { StackPanel } from "./stack-panel";

const HEIGHT = 34;
/** Least size of the drawing, in parts of its own, at which its text can be read. */
const LEAST = 0.8;

export function Stacks({ route }: { readonly route: Route }) {
  const data = useData();
  const environment = data.environmentIndex(route.parts[0] ?? "") ?? 0;
  const selected = data.stackIndex(route.parts[1] ?? "");
  const own = data.stacks.flatMap((stack, index) => (stack.environment === environment ? [index] : []));
  const { title, name } = data.environments[environment]!;
  return (
    <>
      <Heading lead="Stacks from left to right in the order in which they are applied. Select one to see its resources, inputs and outputs.">
        Stacks
      </Heading>
      <Environments view="stacks" current={environment} />
      <h2>
        {title} {name}
      </h2>
      <Drawing graph={data.graphs[environment]!} selected={selected} environment={data.environments[environment]!.id} />
      {selected !== undefined && data.stacks[selected]!.environment === environment && <StackPanel index={selected} />}
      <h3 class="space">All stacks</h3>
      <Table
        caption={`Stacks of ${title} ${name}`}
        quiet
        rows={own}
        columns={[
          { name: "stack", cell: (one) => <StackLink stack={one} />, by: (one) => data.stacks[one]!.name },
          { name: "", cell: (one) => data.stacks[one]!.sentence },
          {
            name: "cloud",
            cell: (one) => <CloudMark cloud={data.stacks[one]!.cloud} />,
            by: (one) => data.stacks[one]!.cloud,
          },
          {
            name: "resources",
            align: "right",
            cell: (one) => data.resources.filter(({ s }) => s === one).length,
            by: (one) => data.resources.filter(({ s }) => s === one).length,
          },
          {
            name: "after",
            align: "right",
            cell: (one) => data.stacks[one]!.after.length,
            by: (one) => data.stacks[one]!.after.length,
          },
          {
            name: "source",
            cell: (one) => <Mono text={data.stacks[one]!.file} />,
            by: (one) => data.stacks[one]!.file,
          },
        ]}
      />
    </>
  );
}

interface DrawingProps {
  readonly graph: StackGraph;
  readonly selected: number | undefined;
  readonly environment: string;
}

function Drawing({ graph, selected, environment }: DrawingProps) {
  const { stacks } = useData();
  const [actual, setActual] = useState(false);
  const before = selected === undefined ? undefined : closure(stacks, selected);
  const after =
    selected === undefined
      ? undefined
      : new Set(graph.nodes.map(({ stack }) => stack).filter((one) => closure(stacks, one).has(selected)));
  const tone = (stack: number) =>
    before === undefined
      ? ""
      : stack === selected
        ? "selected"
        : before.has(stack)
          ? "before"
          : after!.has(stack)
            ? "after"
            : "faint";
  return (
    <figure class="drawing">
      <div class="tools">
        <button type="button" class="plain" aria-pressed={actual} onClick={() => setActual(!actual)}>
          Actual size
        </button>
        {selected !== undefined && (
          <>
            <span class="key before">applied before it</span>
            <span class="key after">applied after it</span>
            <a href={href("stacks", environment)}>Clear the selection</a>
          </>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll a wide drawing */}
      <section class="canvas" tabIndex={0} aria-label="Drawing of the stacks; the table below has the same content">
        <svg
          viewBox={`0 0 ${graph.width} ${graph.height}`}
          class={actual ? "" : "fit"}
          width={actual ? graph.width : undefined}
          height={actual ? graph.height : undefined}
          style={actual ? undefined : { maxWidth: `${graph.width}px`, minWidth: `${graph.width * LEAST}px` }}
        >
          <title>Stacks and the dependencies between them</title>
          {graph.edges.map(({ from, to, d }) => (
            <path key={`${from} ${to}`} d={d} class={`edge ${edgeTone(tone(from), tone(to))}`} />
          ))}
          {graph.nodes.map(({ stack, x, y, w }) => {
            const { name, cloud, id } = stacks[stack]!;
            return (
              <a
                key={id}
                href={href("stacks", environment, id)}
                class={`node ${tone(stack)}`}
                aria-current={stack === selected ? "true" : undefined}
              >
                <rect x={x - w / 2} y={y - HEIGHT / 2} width={w} height={HEIGHT} rx={6} />
                <rect class={`mark ${cloud}`} x={x - w / 2 + 10} y={y - 5} width={10} height={10} rx={3} />
                <text x={x - w / 2 + 28} y={y + 4.5}>
                  {name}
                </text>
              </a>
            );
          })}
        </svg>
      </section>
    </figure>
  );
}

function edgeTone(from: string, to: string): string {
  if (from === "") {
    return "";
  }
  const behind = ["before", "selected"].includes(from) && ["before", "selected"].includes(to);
  const ahead = ["after", "selected"].includes(from) && ["after", "selected"].includes(to);
  return behind ? "before" : ahead ? "after" : "faint";
}

/** Every stack that one needs, directly or not. */
function closure(stacks: readonly StackCard[], start: number): ReadonlySet<number> {
  const found = new Set<number>();
  const waiting = [...stacks[start]!.after];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (!found.has(one)) {
      found.add(one);
      waiting.push(...stacks[one]!.after);
    }
  }
  return found;
}
