/** The data of the report's page, as plain values: one program makes them, and the page that it writes reads them. */

import type { Cloud } from "../clouds";
import type { Changes } from "./changes";
import type {
  AccessSection,
  CalendarRow,
  DriftRow,
  QuotaRow,
  RecoveryRow,
  RoomRow,
  RuleRow,
  WaiverRow,
} from "./controls";
import type { Flow, Network, Reach } from "./networks";

export interface Estate {
  /** Commit of the data. */
  readonly revision: string;
  readonly environments: readonly EnvironmentCard[];
  readonly stacks: readonly StackCard[];
  readonly resources: readonly ResourceRow[];
  /** Resource types, files and regions, by which rows name them. */
  readonly types: readonly string[];
  readonly files: readonly string[];
  readonly regions: readonly string[];
  /** Layout of the stacks of each environment, in the order of the environments. */
  readonly graphs: readonly StackGraph[];
  readonly networks: readonly Network[];
  readonly reach: Reach;
  /** Layout of the paths from the world into each environment, in the order of the environments. */
  readonly flows: readonly Flow[];
  readonly access: readonly AccessSection[];
  readonly quotas: readonly QuotaRow[];
  readonly rooms: readonly RoomRow[];
  readonly calendar: readonly CalendarRow[];
  readonly rules: readonly RuleRow[];
  readonly waivers: readonly WaiverRow[];
  readonly recovery: readonly RecoveryRow[];
  readonly drift: readonly DriftRow[];
  /** @default no revision to compare with */
  readonly changes?: Changes;
}

export interface EnvironmentCard {
  /** Such as `lp-production`. */
  readonly id: string;
  readonly platform: string;
  readonly title: string;
  readonly name: string;
  readonly account: string;
  readonly regions: readonly string[];
  /** Mailbox of the team that answers for it. */
  readonly owner: string;
  readonly costCenter: string;
  readonly file: string;
  readonly isProtected: boolean;
  readonly counts: Readonly<Partial<Record<Cloud, number>>>;
  readonly entryPoints: readonly EntryPoint[];
  readonly objectives: readonly Objective[];
}

interface EntryPoint {
  readonly host: string;
  /** Index of the resource. */
  readonly resource: number;
}

export interface Objective {
  readonly kind: string;
  readonly loss: string;
  readonly lostMinutes: number;
  readonly downMinutes: number;
  readonly runbook?: string;
}

export interface StackCard {
  readonly id: string;
  /** Index of the environment. */
  readonly environment: number;
  /** Id without platform and environment. */
  readonly name: string;
  readonly cloud: Cloud;
  readonly sentence: string;
  readonly file: string;
  readonly readme: string;
  readonly state: string;
  readonly providers: readonly string[];
  /** Indexes of the stacks that it depends on. */
  readonly after: readonly number[];
  readonly takes: readonly Crossing[];
  readonly gives: readonly Given[];
}

/** Values that a stack reads from another. */
export interface Crossing {
  readonly stack: number;
  readonly values: readonly string[];
}

export interface Given {
  readonly value: string;
  readonly readers: readonly number[];
}

export interface ResourceRow {
  /** Index of the stack. */
  readonly s: number;
  /** Index of the type. */
  readonly t: number;
  /** Name in the address. */
  readonly n: string;
  /** Name in the cloud. @default known only after an apply */
  readonly l?: string;
  /** Path of the construct within its stack. */
  readonly p: string;
  /** Index of the file that declares the class of the construct. */
  readonly f: number;
  /** Index of the region. @default global, or known only after an apply */
  readonly r?: number;
  /** Whether it holds data. */
  readonly d?: 1;
}

export interface StackGraph {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly { readonly stack: number; readonly x: number; readonly y: number; readonly w: number }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly d: string }[];
}
