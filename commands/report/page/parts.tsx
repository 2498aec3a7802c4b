/** Parts that several views use. */
import { type ComponentChildren, Fragment } from "preact";
import { useState } from "preact/hooks";
import type { Cloud } from "../clouds";
import { useData } from "./context";
import { CLOUD_NAMES } from "./data";
import { href } from "./router";

export function Heading({
  children,
  lead,
}: {
  readonly children: ComponentChildren;
  readonly lead?: ComponentChildren;
}) {
  return (
    <div class="heading">
      <h1 tabIndex={-1}>{children}</h1>
      {lead && <p class="lead">{lead}</p>}
    </div>
  );
}

/** Links to the same view of each environment. */
export function Environments({ view, current }: { readonly view: string; readonly current: number }) {
  const { environments } = useData();
  const platforms = [...new Set(environments.map(({ title }) => title))];
  return (
    <nav aria-label="Environments" class="environments">
      {platforms.map((title) => (
        <div key={title}>
          <span class="platform">{title}</span>
          <ul>
            {environments.map((one, index) =>
              one.title === title ? (
                <li key={one.id}>
                  <a href={href(view, one.id)} aria-current={index === current ? "true" : undefined}>
                    {one.name}
                  </a>
                </li>
              ) : null,
            )}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** A path, an address or a host, whose lines break between its parts only. */
export function Mono({ text }: { readonly text: string | undefined }) {
  return text === undefined ? null : (
    <span class="mono">
      <Breaking text={text} />
    </span>
  );
}

function Breaking({ text }: { readonly text: string }) {
  const parts = text.split(/(?<=[/_.:])/);
  return (
    <>
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

export function CloudMark({ cloud }: { readonly cloud: Cloud }) {
  return (
    <span class="cloud">
      <span class={`dot ${cloud}`} aria-hidden="true" />
      {CLOUD_NAMES[cloud]}
    </span>
  );
}

export function ResourceLink({ resource, text }: { readonly resource: number; readonly text?: string }) {
  const data = useData();
  return (
    <a href={href("resource", data.stackOf(resource).id, data.addressOf(resource))}>
      <Breaking text={text ?? data.nameOf(resource)} />
    </a>
  );
}

/** A link to `<stack id> <address>`; text where the app has no such resource. */
export function Place({ place }: { readonly place: string }) {
  const data = useData();
  const resource = data.at(place);
  const [stack = "", address = ""] = place.split(" ");
  return resource === undefined ? (
    <span class="mono">{place}</span>
  ) : (
    <span class="mono">
      <AddressLink stack={stack} address={address} /> <span class="muted">{stack}</span>
    </span>
  );
}

/** A link to a resource below a heading with its stack. */
export function AddressLink({ stack, address }: { readonly stack: string; readonly address: string }) {
  return (
    <a class="mono" href={href("resource", stack, address)}>
      <Breaking text={address} />
    </a>
  );
}

/** Places that a click on their title unfolds. */
export function Places({ title, places }: { readonly title: string; readonly places: readonly string[] }) {
  return (
    <details>
      <summary>{title}</summary>
      <ul class="plainlist">
        {places.map((place) => (
          <li key={place}>
            <Place place={place} />
          </li>
        ))}
      </ul>
    </details>
  );
}

/** @param whole whether the text is the id instead of the name, because the environment is not beside it */
export function StackLink({ stack, whole = false }: { readonly stack: number; readonly whole?: boolean }) {
  const { stacks, environments } = useData();
  const { environment, name, id } = stacks[stack]!;
  return <a href={href("stacks", environments[environment]?.id ?? "", id)}>{whole ? id : name}</a>;
}

/** How much of a limit is used. The figures stand beside it as text. */
export function Meter({
  count,
  peak,
  limit,
}: {
  readonly count: number;
  readonly peak: number;
  readonly limit: number;
}) {
  const share = (value: number) => `${Math.min(100, (100 * value) / Math.max(limit, 1))}%`;
  const level = peak > limit ? "over" : Math.max(count, peak) > limit * 0.8 ? "near" : "";
  return (
    <span class={`meter ${level}`} aria-hidden="true">
      <span class="peak" style={{ width: share(Math.max(peak, count)) }} />
      <span class="now" style={{ width: share(count) }} />
    </span>
  );
}

export function Badge({
  tone,
  children,
}: {
  readonly tone?: "good" | "bad" | "warn";
  readonly children: ComponentChildren;
}) {
  return <span class={`badge ${tone ?? ""}`}>{children}</span>;
}

export function Empty({ children }: { readonly children: ComponentChildren }) {
  return <p class="empty">{children}</p>;
}

interface FilterProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function Filter({ label, value, onChange }: FilterProps) {
  return (
    <label class="filter">
      <span>{label}</span>
      <input type="search" value={value} spellcheck={false} onInput={(event) => onChange(event.currentTarget.value)} />
    </label>
  );
}

/** A function that says whether texts hold every word of a filter. */
export function useFilter(): [string, (value: string) => void, (...texts: readonly (string | undefined)[]) => boolean] {
  const [value, setValue] = useState("");
  const words = value.toLowerCase().split(/\s+/).filter(Boolean);
  return [
    value,
    setValue,
    (...texts) => {
      const text = texts.join(" ").toLowerCase();
      return words.every((word) => text.includes(word));
    },
  ];
}
