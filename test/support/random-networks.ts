/** Compares a model of networks, which evaluates ranges, with every single packet in random networks. */
import type { Traffic, Verdict } from "@modules/checks/model/paths/traffic";
import { expect } from "vitest";

/** Pseudorandom numbers from 0 to 1, the same in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

interface Comparison<Host> {
  readonly networks: number;
  /** Hosts of the network that a seed generates. */
  readonly hosts: (seed: number) => readonly Host[];
  readonly traffic: readonly Traffic[];
  /** The model's result; an undefined host means addresses outside the network. */
  readonly model: (
    client: Host | undefined,
    server: Host | undefined,
    traffic: Traffic,
  ) => Pick<Verdict, "always" | "sometimes">;
  /** Whether each packet arrives. */
  readonly packets: (client: Host | undefined, server: Host | undefined, traffic: Traffic) => Iterable<boolean>;
  /**
   * Minimum number of connections that always, sometimes and never succeed, so that not all networks are open or
   * closed.
   */
  readonly least: number;
}

/** Fails when the model and the packets differ for two hosts, which may be the same, or for a host and the outside. */
export function expectAgreement<Host extends { readonly id: string }>(comparison: Comparison<Host>): void {
  const { networks, hosts, traffic, model, packets, least } = comparison;
  const differing: object[] = [];
  const counts = { always: 0, sometimes: 0, never: 0 };
  for (let seed = 1; seed <= networks; seed++) {
    const sides = [...hosts(seed), undefined];
    for (const client of sides) {
      for (const server of sides.filter((one) => one ?? client)) {
        for (const one of traffic) {
          const { always, sometimes } = model(client, server, one);
          const found = arrivals(packets(client, server, one));
          if (always !== found.always || sometimes !== found.sometimes) {
            differing.push({
              seed,
              client: client?.id,
              server: server?.id,
              ...one,
              model: { always, sometimes },
              found,
            });
          }
          counts[always ? "always" : sometimes ? "sometimes" : "never"]++;
        }
      }
    }
  }
  expect(differing).toEqual([]);
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(least);
}

function arrivals(packets: Iterable<boolean>): Pick<Verdict, "always" | "sometimes"> {
  const kinds = new Set<boolean>();
  for (const arrives of packets) {
    kinds.add(arrives);
    // More packets cannot change the result.
    if (kinds.size === 2) {
      break;
    }
  }
  return { always: !kinds.has(false), sometimes: kinds.has(true) };
}
