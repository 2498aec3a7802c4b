/** Access, limits, dates, policies and recovery, as the page shows them. */

export interface AccessSection {
  readonly environment: number;
  readonly title: string;
  readonly groups: readonly AccessGroup[];
}

export interface AccessGroup {
  /** Resources with the same access. */
  readonly titles: readonly string[];
  readonly lines: readonly string[];
}

export interface QuotaRow {
  readonly words: string;
  readonly holder: string;
  readonly count: number;
  readonly peak: number;
  /** @default no environment states it */
  readonly limit?: number;
  /** Change that makes room. @default the largest size fits */
  readonly remedy?: string;
  readonly environment: number;
}

export interface RoomRow {
  readonly resource: number;
  readonly cidr: string;
  readonly free: number;
  readonly count: number;
  readonly peak: number;
}

export interface CalendarRow {
  readonly product: string;
  readonly cycle: string;
  readonly ends?: string;
  readonly source?: string;
  readonly places: readonly string[];
  readonly waived?: string;
}

export interface RuleRow {
  readonly id: string;
  readonly statement: string;
  readonly severity: string;
  readonly topic: string;
  readonly page: string;
  readonly resources: number;
  readonly violations: readonly string[];
  readonly waived: number;
}

export interface WaiverRow {
  readonly rule: string;
  readonly where: string;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly places: number;
}

export interface RecoveryRow {
  readonly store: string;
  readonly kind: string;
  readonly loss: string;
  readonly by: string;
  readonly because: string;
  readonly lostMinutes?: number;
  readonly downMinutes?: number;
  readonly promisedLost?: number;
  readonly promisedDown?: number;
  readonly runbook?: string;
  readonly accepted?: string;
  readonly isMet: boolean;
}

export interface DriftRow {
  readonly where: string;
  readonly arguments: readonly string[];
  readonly reason: string;
  readonly until: string;
}
