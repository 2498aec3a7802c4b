import type { EnvironmentCard, Objective } from "../../model/estate";
import { useData } from "../context";
import { CLOUD_NAMES, CLOUDS } from "../data";
import { Badge, CloudMark, Heading, Mono, ResourceLink } from "../parts";
import { href } from "../router";
import { duration } from "../units";

export function Overview() {
  const { environments } = useData();
  const platforms = [...new Set(environments.map(({ title }) => title))];
  return (
    <>
      <Heading lead="Every platform and environment, as the code of this revision declares it.">Overview</Heading>
      <ul class="legend" aria-label="Colors of clouds">
        {CLOUDS.map((cloud) => (
          <li key={cloud}>
            <CloudMark cloud={cloud} />
          </li>
        ))}
      </ul>
      {platforms.map((title) => (
        <section key={title} aria-labelledby={`platform-${title}`}>
          <h2 id={`platform-${title}`}>{title}</h2>
          <div class="cards">
            {environments.map((one, index) => one.title === title && <Card key={one.id} card={one} index={index} />)}
          </div>
        </section>
      ))}
    </>
  );
}

function Card({ card, index }: { readonly card: EnvironmentCard; readonly index: number }) {
  const { stacks } = useData();
  const count = stacks.filter(({ environment }) => environment === index).length;
  const total = CLOUDS.reduce((sum, cloud) => sum + (card.counts[cloud] ?? 0), 0);
  const hosts = [...new Map(card.entryPoints.map((point) => [point.host, point])).values()];
  return (
    <article class="card">
      <h3>
        <span class="capital">{card.name}</span> {card.isProtected && <Badge tone="good">protected</Badge>}
      </h3>
      <p class="figures">
        <a href={href("stacks", card.id)}>
          <strong>{count}</strong> stacks
        </a>
        <a href={`${href("resources")}?environment=${card.id}`}>
          <strong>{total.toLocaleString("en")}</strong> resources
        </a>
        <a href={href("networks", card.id)}>networks</a>
        <a href={href("access", card.id)}>access</a>
      </p>
      <div class="bar" aria-hidden="true">
        {CLOUDS.map((cloud) => (
          <span key={cloud} class={cloud} style={{ width: `${(100 * (card.counts[cloud] ?? 0)) / total}%` }} />
        ))}
      </div>
      <p class="counts">
        {CLOUDS.filter((cloud) => card.counts[cloud])
          .map((cloud) => `${CLOUD_NAMES[cloud]} ${card.counts[cloud]!.toLocaleString("en")}`)
          .join(", ")}
      </p>
      <dl>
        <dt>Regions</dt>
        <dd>{card.regions.join(", ")}</dd>
        <dt>Account</dt>
        <dd>
          <Mono text={card.account} />
        </dd>
        <dt>Owner</dt>
        <dd>{card.owner}</dd>
        <dt>Settings</dt>
        <dd>
          <Mono text={card.file} />
        </dd>
        <dt>Entry points</dt>
        <dd>
          {hosts.length === 0 ? "none" : null}
          <ul class="hosts">
            {hosts.map(({ host, resource }) => (
              <li key={host}>
                <ResourceLink resource={resource} text={host} />
              </li>
            ))}
          </ul>
        </dd>
      </dl>
      {card.objectives.length > 0 ? (
        <details>
          <summary>Recovery objectives</summary>
          <Objectives rows={card.objectives} name={card.id} />
        </details>
      ) : (
        <p class="muted small">No recovery objectives.</p>
      )}
    </article>
  );
}

const LOSSES = ["zone", "damage", "region"];

function Objectives({ rows, name }: { readonly rows: readonly Objective[]; readonly name: string }) {
  const kinds = [...new Set(rows.map(({ kind }) => kind))];
  return (
    <table class="compact">
      <caption class="hidden">Recovery objectives of {name}: data lost at most / time until it serves again</caption>
      <thead>
        <tr>
          <th scope="col">data</th>
          {LOSSES.map((loss) => (
            <th key={loss} scope="col">
              {loss}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{kind}</th>
            {LOSSES.map((loss) => {
              const found = rows.find((one) => one.kind === kind && one.loss === loss);
              return (
                <td key={loss}>{found ? `${duration(found.lostMinutes)} / ${duration(found.downMinutes)}` : "-"}</td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
