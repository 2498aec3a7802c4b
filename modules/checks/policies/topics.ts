/** Places of the rules in the catalogs of controls that auditors use. */

/** Controls that a rule is evidence for. */
export interface Controls {
  /** Subcategory of the NIST Cybersecurity Framework 2.0. */
  readonly nistCsf?: string;
  /** Criterion of the AICPA Trust Services Criteria, on which SOC 2 reports. */
  readonly soc2?: string;
  /** Control of ISO/IEC 27001:2022, Annex A. */
  readonly iso27001?: string;
  /** Place in the General Data Protection Regulation. */
  readonly gdpr?: string;
}

/** Controls by what a rule is about. A control covers more than one rule can show. */
export const TOPICS = {
  "encryption at rest": { nistCsf: "PR.DS-01", soc2: "CC6.1", iso27001: "A.8.24", gdpr: "Art. 32(1)(a)" },
  "encryption in transit": { nistCsf: "PR.DS-02", soc2: "CC6.7", iso27001: "A.8.24", gdpr: "Art. 32(1)(a)" },
  keys: { soc2: "CC6.1", iso27001: "A.8.24", gdpr: "Art. 32(1)(a)" },
  secrets: { nistCsf: "PR.AA-01", soc2: "CC6.1", iso27001: "A.5.17", gdpr: "Art. 32(1)(b)" },
  authentication: { nistCsf: "PR.AA-03", soc2: "CC6.1", iso27001: "A.8.5", gdpr: "Art. 32(1)(b)" },
  "least privilege": { nistCsf: "PR.AA-05", soc2: "CC6.3", iso27001: "A.8.3", gdpr: "Art. 25(2)" },
  network: { nistCsf: "PR.IR-01", soc2: "CC6.6", iso27001: "A.8.20", gdpr: "Art. 32(1)(b)" },
  logging: { nistCsf: "PR.PS-04", soc2: "CC7.2", iso27001: "A.8.15", gdpr: "Art. 5(2)" },
  monitoring: { nistCsf: "DE.CM-09", soc2: "CC7.2", iso27001: "A.8.16", gdpr: "Art. 33" },
  backup: { nistCsf: "PR.DS-11", soc2: "A1.2", iso27001: "A.8.13", gdpr: "Art. 32(1)(c)" },
  availability: { nistCsf: "PR.IR-03", soc2: "A1.2", iso27001: "A.8.14", gdpr: "Art. 32(1)(b)" },
  capacity: { nistCsf: "PR.IR-04", soc2: "A1.1", iso27001: "A.8.6", gdpr: "Art. 32(1)(b)" },
  configuration: { nistCsf: "PR.PS-01", iso27001: "A.8.9" },
  patching: { nistCsf: "PR.PS-02", iso27001: "A.8.8", gdpr: "Art. 32(1)(b)" },
  vulnerabilities: { nistCsf: "ID.RA-01", soc2: "CC7.1", iso27001: "A.8.8", gdpr: "Art. 32(1)(d)" },
  software: { nistCsf: "PR.PS-02", soc2: "CC8.1", iso27001: "A.8.32" },
  deletion: { nistCsf: "PR.DS-01", gdpr: "Art. 5(1)(f)" },
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
  const { nistCsf, soc2, iso27001, gdpr }: Controls = TOPICS[topic];
  const benchmark = BENCHMARKS.find(([prefix]) => type.startsWith(prefix))?.[1];
  const places = [
    [benchmark, cis],
    ["NIST CSF 2.0", nistCsf],
    ["SOC 2", soc2],
    ["ISO/IEC 27001:2022", iso27001],
    ["GDPR", gdpr],
  ];
  return Object.fromEntries(places.filter(([catalog, place]) => catalog && place));
}
