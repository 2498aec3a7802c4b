import type { Gateway, HostBar, Network, Tier } from "../../model/networks";
import { useData } from "../context";
import { Badge, CloudMark, Mono, ResourceLink } from "../parts";

/** A network as a grid: availability zones are columns, tiers of subnets are rows, and hosts span their zones. */
export function NetworkDrawing({ network }: { readonly network: Network }) {
  const { zones, tiers, gateways, name, cidr, region, cloud, resource } = network;
  const of = (kind: Gateway["kind"]) => gateways.filter((one) => one.kind === kind);
  const nats = of("nat");
  return (
    <article class="network" aria-labelledby={`network-${resource}`}>
      <div class="title">
        <h3 id={`network-${resource}`}>
          <ResourceLink resource={resource} text={name} />
        </h3>
        <Mono text={cidr} />
        <span>{region}</span>
        <CloudMark cloud={cloud} />
      </div>
      <ul class="gateways" aria-label={`Gateways of ${name} in ${region}`}>
        {of("internet").map((one) => (
          <GatewayItem key={one.resource} gateway={one} text="internet gateway" />
        ))}
        {nats.map((one) => (
          <GatewayItem key={one.resource} gateway={one} text={one.zone ? `NAT ${one.zone}` : "Cloud NAT"} />
        ))}
        {of("vpn").map((one) => (
          <GatewayItem key={one.resource} gateway={one} text={`VPN ${one.label}`} />
        ))}
        {of("peering").map((one) => (
          <GatewayItem key={one.resource} gateway={one} text={`peering with ${one.label}`} />
        ))}
        {of("endpoint").map((one) => (
          <GatewayItem key={one.resource} gateway={one} text={`endpoint ${one.label}`} />
        ))}
        {gateways.length === 0 && <li class="none">no gateway: traffic leaves or enters only by its routes</li>}
      </ul>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a keyboard must be able to scroll a wide drawing */}
      <section class="canvas" tabIndex={0} aria-label={`Subnets of ${name} in ${region}`}>
        <div
          class="zones"
          style={{ gridTemplateColumns: `116px repeat(${Math.max(zones.length, 1)}, minmax(200px, 1fr))` }}
        >
          <span />
          {zones.map((zone) => (
            <span key={zone} class="zone">
              {zone}
            </span>
          ))}
          {tiers.map((tier) => (
            <TierRows key={tier.name} tier={tier} zones={zones} />
          ))}
        </div>
      </section>
    </article>
  );
}

function GatewayItem({ gateway, text }: { readonly gateway: Gateway; readonly text: string }) {
  return (
    <li class={gateway.kind}>
      <ResourceLink resource={gateway.resource} text={text} />
    </li>
  );
}

function TierRows({ tier, zones }: { readonly tier: Tier; readonly zones: readonly string[] }) {
  return (
    <div class={`tier ${tier.kind}`} style={{ gridColumn: `1 / span ${Math.max(zones.length, 1) + 1}` }}>
      <h4>
        {tier.name} <span class="muted">{tier.kind}</span>
      </h4>
      {tier.subnets.map(({ resource, zone, cidr, way }) => (
        <div key={resource} class="subnet" style={{ gridColumn: zones.indexOf(zone) + 2, gridRow: 1 }}>
          <ResourceLink resource={resource} text={cidr} />
          <span class="muted">{way}</span>
        </div>
      ))}
      {tier.hosts.map((host) => (
        <Bar key={host.resource} host={host} zones={zones} />
      ))}
      {tier.hosts.length === 0 && <p class="vacant">nothing in these subnets yet</p>}
    </div>
  );
}

const STORES = /_(db_|rds|elasticache|efs_|redshift|opensearch|sql_database|redis)/;
const BALANCERS = /_lb$/;

/** A host spans the columns from its first zone to its last. */
function Bar({ host, zones }: { readonly host: HostBar; readonly zones: readonly string[] }) {
  const data = useData();
  const type = data.types[data.resources[host.resource]!.t]!;
  const columns = host.zones.map((zone) => zones.indexOf(zone)).sort((a, b) => a - b);
  const kind = STORES.test(type) ? "store" : BALANCERS.test(type) ? "balancer" : "host";
  return (
    <div class={`bar-host ${kind}`} style={{ gridColumn: `${columns[0]! + 2} / ${columns.at(-1)! + 3}` }}>
      <ResourceLink resource={host.resource} /> <span class="muted">{type.replace(/^(aws|google)_/, "")}</span>{" "}
      {host.isPublic && <Badge tone="warn">public</Badge>}
    </div>
  );
}
