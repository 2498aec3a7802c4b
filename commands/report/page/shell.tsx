/** The frame of the page: navigation, search, the choice of light and dark, and the view that the address names. */
import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { useData } from "./context";
import { href, type Route, useRoute } from "./router";
import { counted } from "./units";
import { Access } from "./views/access";
import { Calendar } from "./views/calendar";
import { Changes } from "./views/changes";
import { Limits } from "./views/limits";
import { Networks } from "./views/networks";
import { Overview } from "./views/overview";
import { Policies } from "./views/policies";
import { Recovery } from "./views/recovery";
import { Resource } from "./views/resource";
import { Resources } from "./views/resources";
import { Stacks } from "./views/stacks";

interface View {
  readonly title: string;
  readonly component: ComponentType<{ readonly route: Route }>;
  /** Whether the navigation leaves the view out. @default false */
  readonly hidden?: boolean;
}

const VIEWS: Readonly<Record<string, View>> = {
  overview: { title: "Overview", component: Overview },
  stacks: { title: "Stacks", component: Stacks },
  networks: { title: "Networks", component: Networks },
  resources: { title: "Resources", component: Resources },
  access: { title: "Access", component: Access },
  limits: { title: "Quotas and room", component: Limits },
  calendar: { title: "Calendar", component: Calendar },
  policies: { title: "Policies", component: Policies },
  recovery: { title: "Recovery", component: Recovery },
  changes: { title: "Changes", component: Changes },
  resource: { title: "Resource", component: Resource, hidden: true },
};

export function Shell() {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const view = VIEWS[route.view] ?? VIEWS.overview!;
  const first = useRef(true);
  useEffect(() => {
    document.title = `${view.title} - Infrastructure report`;
    // Screen readers go on at the focused element, which a link has to move to the beginning of its view.
    if (first.current) {
      first.current = false;
    } else if (document.activeElement?.id !== "search") {
      main.current?.querySelector<HTMLElement>("h1")?.focus();
      scrollTo(0, 0);
    }
  }, [route.view]);
  const Component = view.component;
  return (
    <>
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the content
      </button>
      <Header route={route} />
      <div class="frame">
        <Navigation current={route.view} />
        <main id="main" ref={main} tabIndex={-1}>
          <Component route={route} />
        </main>
      </div>
    </>
  );
}

/** Milliseconds without a letter after which a search begins. */
const PAUSE = 80;

function Header({ route }: { readonly route: Route }) {
  const { revision, environments, stacks, resources } = useData();
  const field = useRef<HTMLInputElement>(null);
  const platforms = new Set(environments.map(({ platform }) => platform)).size;
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "");
      if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        field.current?.focus();
      }
    };
    addEventListener("keydown", focus);
    return () => removeEventListener("keydown", focus);
  }, []);
  const waiting = useRef(0);
  const search = (words: string, delay: number) => {
    clearTimeout(waiting.current);
    const query = new URLSearchParams(route.view === "resources" ? route.query : {});
    query.set("q", words);
    const go = () => location.replace(`${href("resources")}?${query}`);
    waiting.current = Number(setTimeout(go, delay));
  };
  const words = route.view === "resources" ? (route.query.get("q") ?? "") : "";
  useEffect(() => {
    // A focused field may have letters that were typed after the search began.
    if (field.current && document.activeElement !== field.current) {
      field.current.value = words;
    }
  }, [words]);
  return (
    <header>
      <a class="brand" href={href("overview")}>
        Infrastructure
      </a>
      <p class="facts">
        {counted(platforms, "platform")}, {counted(environments.length, "environment")},{" "}
        {counted(stacks.length, "stack")}, {counted(resources.length, "resource")} at{" "}
        <code>{revision.slice(0, 10)}</code>
      </p>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            search(field.current?.value ?? "", 0);
          }}
        >
          <label for="search" class="hidden">
            Search all resources
          </label>
          <input
            id="search"
            ref={field}
            type="search"
            placeholder="Search resources  ( / )"
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => search(event.currentTarget.value, PAUSE)}
          />
        </form>
      </search>
      <Theme />
    </header>
  );
}

/**
 * Follows the system until a person chooses. The choice holds as long as the page is open: a file has no storage of its own
 * in every browser.
 */
function Theme() {
  const [system] = useState(() => matchMedia("(prefers-color-scheme: dark)"));
  const [dark, setDark] = useState(system.matches);
  useEffect(() => {
    const follow = ({ matches }: MediaQueryListEvent) => setDark(matches);
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, [system]);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
  }, [dark]);
  return (
    <button type="button" class="plain" aria-pressed={dark} onClick={() => setDark(!dark)}>
      Dark
    </button>
  );
}

function Navigation({ current }: { readonly current: string }) {
  return (
    <nav aria-label="Views">
      <ul>
        {Object.entries(VIEWS)
          .filter(([, { hidden }]) => !hidden)
          .map(([name, { title }]) => (
            <li key={name}>
              <a href={href(name)} aria-current={name === current ? "page" : undefined}>
                {title}
              </a>
            </li>
          ))}
      </ul>
    </nav>
  );
}
