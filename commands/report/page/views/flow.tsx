import { useState } from "preact/hooks";
import { BOX_PADDING, BOX_WIDTH, LINE_HEIGHT } from "../../flow-size";
import type { Flow, FlowBox } from "../../model/networks";
import { useData } from "../context";
import type { Data } from "../data";
import { href } from "../router";

const KINDS: Readonly<Record<string, string>> = {
  name: "name",
  edge: "edge",
  balancer: "load balancer",
  host: "host",
  store: "data store",
};

/** Letters that fit into a box. */
const LETTERS = 21;
/** Least size of the drawing, in parts of its own, at which its text can be read. */
const LEAST = 0.76;

export function FlowDrawing({ flow }: { readonly flow: Flow }) {
  const [pointed, setPointed] = useState<number>();
  return (
    <figure class="drawing">
      <ul class="legend" aria-label="Kinds of nodes">
        {Object.entries(KINDS).map(([kind, text]) => (
          <li key={kind}>
            <span class={`swatch ${kind}`} aria-hidden="true" /> {text}
          </li>
        ))}
      </ul>
      <section
        class="canvas"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll a wide drawing
        tabIndex={0}
        aria-label="Drawing of the paths from the world; the table below has the same content"
      >
        <svg
          viewBox={`0 0 ${flow.width} ${flow.height}`}
          class="fit"
          style={{ maxWidth: `${flow.width}px`, minWidth: `${flow.width * LEAST}px` }}
        >
          <title>Paths from the world to hosts and stores</title>
          {flow.lines.map(({ from, to, d }) => (
            <path key={d} d={d} class={`edge ${[from, to].includes(pointed ?? -1) ? "on" : ""}`} />
          ))}
          {flow.boxes.map((box, index) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: pointing only highlights; the links inside act
            <g
              key={box.nodes[0]}
              onMouseEnter={() => setPointed(index)}
              onMouseLeave={() => setPointed(undefined)}
              onFocusIn={() => setPointed(index)}
              onFocusOut={() => setPointed(undefined)}
            >
              <BoxDrawing box={box} />
            </g>
          ))}
        </svg>
      </section>
    </figure>
  );
}

function BoxDrawing({ box: { nodes, x, y, height } }: { readonly box: FlowBox }) {
  const data = useData();
  const [left, top] = [x - BOX_WIDTH / 2, y - height / 2];
  const line = (index: number) => top + BOX_PADDING + LINE_HEIGHT * (index + 0.75);
  const texts = nodes.map((node) => textsOf(data, node));
  return (
    <g class={`node ${data.reach.nodes[nodes[0]!]!.kind}`}>
      <rect x={left} y={top} width={BOX_WIDTH} height={height} rx={6} />
      <rect class="mark" x={left} y={top} width={4} height={height} rx={2} />
      {texts.map(({ name, below, link }, index) => {
        const text = (
          <text x={left + 14} y={line(index)}>
            {shortened(name)}
            <title>{`${name}, ${below}`}</title>
          </text>
        );
        return link ? (
          <a key={link} href={link}>
            {text}
          </a>
        ) : (
          text
        );
      })}
      {texts.length === 1 && (
        <text class="below" x={left + 14} y={line(1)}>
          {shortened(texts[0]!.below)}
        </text>
      )}
    </g>
  );
}

function textsOf(data: Data, node: number): { name: string; below: string; link?: string } {
  const { kind, label, resource } = data.reach.nodes[node]!;
  if (resource === undefined) {
    return { name: label, below: "every public address" };
  }
  const link = href("resource", data.stackOf(resource).id, data.addressOf(resource));
  if (label.startsWith("Cloudflare for ")) {
    return { name: "Cloudflare", below: label.replace("Cloudflare ", ""), link };
  }
  return kind === "name"
    ? { name: label, below: KINDS[kind]!, link }
    : { name: data.nameOf(resource), below: data.types[data.resources[resource]!.t]!, link };
}

/** Names often differ at their end, so the middle is left out. */
function shortened(text: string): string {
  return text.length <= LETTERS ? text : `${text.slice(0, LETTERS - 12)}…${text.slice(-11)}`;
}
