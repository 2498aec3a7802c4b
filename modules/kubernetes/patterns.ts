/** Patterns of names and texts in Kubernetes: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/. */

/** Pattern of a DNS label of any length. */
export const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

interface Pattern {
  readonly pattern: RegExp;
  readonly rule: string;
}

const pattern = (max: number, words: string, whole: string, min = 1): Pattern => ({
  pattern: new RegExp(`^(?=.{${min},${max}}$)${whole}$`),
  rule: `${min} to ${max} ${words}`,
});

const ends = "lower-case letters, digits and hyphens, no hyphen at either end";

/** DNS label by RFC 1123. */
export const dnsLabel = pattern(63, ends, LABEL);

/** DNS label by RFC 1035, which begins with a letter. */
export const serviceName = pattern(63, `${ends}, a letter first`, "[a-z]([a-z0-9-]*[a-z0-9])?");

/** Name of a cron job. Kubernetes appends eleven characters to it for the names of the jobs. */
export const cronJobName = pattern(52, ends, LABEL);

export const dnsSubdomain = pattern(253, `${ends} of a part, parts joined by dots`, `${LABEL}(\\.${LABEL})*`);

/** Name of a role, which may contain colons, as in `system:node`. */
export const roleName = pattern(253, "characters without slash or percent", "[^/%]+");

export const labelValue = pattern(
  63,
  "letters, digits, hyphens, underscores and dots, a letter or digit at both ends",
  "([A-Za-z0-9]([\\w.-]*[A-Za-z0-9])?)?",
  0,
);

/** Name of a container's port: https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/. */
export const portName = pattern(
  15,
  "lower-case letters, digits and single hyphens, at least one letter",
  "(?!.*--)(?=.*[a-z])[a-z0-9]([a-z0-9-]*[a-z0-9])?",
);

/** Name of an environment variable that every shell accepts. */
export const variableName = pattern(253, "letters, digits and underscores, no digit first", "[A-Za-z_]\\w*");

export const absolutePath = pattern(4096, "characters of an absolute path", "/[^:]*");

export const quantityText: Pattern = {
  pattern: /^\d+(\.\d+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/,
  rule: "a quantity such as 250m, 2 or 512Mi",
};

export const countOrPercent: Pattern = {
  pattern: /^(\d+|\d{1,2}%|100%)$/,
  rule: "a number of pods or percent of them",
};

export const portOrName: Pattern = {
  pattern: /^(?:([1-9]\d{0,4})|(?!.*--)(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?)$/,
  rule: "a port or the name of one",
};

export const imageReference: Pattern = {
  pattern: /^[^\s]+((?<!@sha256):(?!latest$)\w[\w.-]{0,127}|@sha256:[0-9a-f]{64})$/,
  rule: "an image with a tag other than latest, or a digest",
};

export const exactVersion: Pattern = {
  pattern: /^v?\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/,
  rule: "one exact version such as 1.2.3",
};

export const chartRepository: Pattern = {
  pattern: /^(https|oci):\/\/[^\s/]+(\/[^\s]+)?$/,
  rule: "an https or oci URL",
};
