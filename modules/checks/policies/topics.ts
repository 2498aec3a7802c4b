/** Places of the rules in the catalogs of controls that auditors use. */

/** Controls that a rule is evidence for. */
export interface Controls {
  /** Subcategory of the NIST Cybersecurity Framework 2.0. */
  readonly nistCsf?: string;
  /** Criterion of the AICPA Trust Services Criteria, on which SOC 2 reports. */
  readonly soc2?: string;
  /** Control of ISO/IEC 27001:2022, Annex A. */
  readonly iso27001?: string;
}

/** Controls by what a rule is about. A control covers more than one rule can show. */
export const TOPICS = {
  "encryption at rest": { nistCsf: "PR.DS-01", soc2: "CC6.1", iso27001: "A.8.24" },
  "encryption in transit": { nistCsf: "PR.DS-02", soc2: "CC6.7", iso27001: "A.8.24" },
  keys: { soc2: "CC6.1", iso27001: "A.8.24" },
  secrets: { nistCsf: "PR.AA-01", soc2: "CC6.1", iso27001: "A.5.17" },
  authentication: { nistCsf: "PR.AA-03", soc2: "CC6.1", iso27001: "A.8.5" },
  "least privilege": { nistCsf: "PR.AA-05", soc2: "CC6.3", iso27001: "A.8.3" },
  network: { nistCsf: "PR.IR-01", soc2: "CC6.6", iso27001: "A.8.20" },
  logging: { nistCsf: "PR.PS-04", soc2: "CC7.2", iso27001: "A.8.15" },
  monitoring: { nistCsf: "DE.CM-09", soc2: "CC7.2", iso27001: "A.8.16" },
  backup: { nistCsf: "PR.DS-11", soc2: "A1.2", iso27001: "A.8.13" },
  availability: { nistCsf: "PR.IR-03", soc2: "A1.2", iso27001: "A.8.14" },
  capacity: { nistCsf: "PR.IR-04", soc2: "A1.1", iso27001: "A.8.6" },
  configuration: { nistCsf: "PR.PS-01", iso27001: "A.8.9" },
  patching: { nistCsf: "PR.PS-02", iso27001: "A.8.8" },
  vulnerabilities: { nistCsf: "ID.RA-01", soc2: "CC7.1", iso27001: "A.8.8" },
  software: { nistCsf: "PR.PS-02", soc2: "CC8.1", iso27001: "A.8.32" },
  deletion: { nistCsf: "PR.DS-01" },
  use: {},
} satisfies Record<string, Controls>;

export type Topic = keyof typeof TOPICS;

const BENCHMARKS: readonly (readonly [prefix: string, benchmark: string])[] = [
  ["aws_", "CIS AWS Foundations 3.0.0"],
  ["google_", "CIS Google Cloud Platform Foundation 3.0.0"],
];

interface Placed {
  readonly topic: Topic;
  readonly type: string;
  readonly cis?: string;
}

/** Every catalog in which the rule has a place, by name. */
export function catalogsOf({ topic, type, cis }: Placed): Record<string, string> {
  const { nistCsf, soc2, iso27001 }: Controls = TOPICS[topic];
  const benchmark = BENCHMARKS.find(([prefix]) => type.startsWith(prefix))?.[1];
  const places = [
    [benchmark, cis],
    ["NIST CSF 2.0", nistCsf],
    ["SOC 2", soc2],
    ["ISO/IEC 27001:2022", iso27001],
  ];
  return Object.fromEntries(places.filter(([catalog, place]) => catalog && place));
}
