import type { Block } from "./blocks";

/** Addresses of one resource in one subnet. */
export interface AddressUsage {
  readonly subnet: Block;
  readonly user: Block;
  /** Addresses at the size that an apply starts with. */
  readonly count: number;
  /** Addresses at the largest size. */
  readonly peak: number;
  /** Addresses come in blocks of 16 that begin at a multiple of 16. @default false */
  readonly blocks?: boolean;
}
