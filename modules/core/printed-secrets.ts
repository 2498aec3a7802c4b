/** Lines of scripts, programs and configuration files that write secrets to a log. */

interface Form {
  readonly pattern: RegExp;
  /** Rule that completes "must not". */
  readonly fault: string;
  /** Instruction for the line. */
  readonly fix: string;
}

const SECRET = "\\$\\{?\\w*(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIALS?)";

const FORMS: readonly Form[] = [
  {
    pattern: /(^|[;&|"']\s*)set\s+(-o\s+xtrace|-[a-wyz]*x)|\bsh\s+-[a-wyz]*x\b/,
    fault: "trace a shell, which prints every command with its values",
    fix: "leave out x",
  },
  {
    // Text that is piped to another program or redirected to a file is not printed.
    pattern: new RegExp(`(^|[;&"']\\s*)(echo|printf)\\b(?!.*[|>])[^;&]*${SECRET}`, "i"),
    fault: "print a secret",
    fix: "print its name",
  },
  {
    pattern: /(^|[;&]\s*)(printenv|env|export -p|declare -p)\s*($|;|&)/,
    fault: "print all environment variables",
    fix: "print those that are no secrets, by their names",
  },
  {
    pattern: /log_format\b.*\$(http_(authorization|cookie)|cookie_\w+)/i,
    fault: "log the header Authorization or Cookie",
    fix: "leave the variable out of log_format",
  },
  {
    pattern:
      /\bcapture\s+(cookie\b|request\s+header\s+(authorization|cookie)\b)|log-format.*hdr\((authorization|cookie)\)/i,
    fault: "capture the header Authorization or Cookie, which HAProxy then logs",
    fix: "leave the capture out",
  },
  {
    pattern: /\bconsole\.\w+\((.*,\s*)?(JSON\.stringify\()?(event|process\.env)\b\s*[,)]/,
    fault: "print a whole event or environment",
    fix: "print the fields that a reader of the log needs",
  },
  {
    pattern: /\b(print|log(ger|ging)?\.\w+)\((.*,\s*)?(json\.dumps\()?(event|os\.environ)\b\s*[,)]/,
    fault: "print a whole event or environment",
    fix: "print the fields that a reader of the log needs",
  },
];

/** Words of which every matching line has at least one; text without them is not searched. */
const MENTIONS =
  /set |sh\s+-|echo|printf|env|export -p|declare -p|log.format|capture|console\.|print\(|log(ger|ging)?\./;

/**
 * Faults, each `must not <do something>; <fix>`, without the line: it may itself hold a secret.
 *
 * @param text a script, a program or a configuration file, also within JSON
 */
export function printedSecrets(text: string): string[] {
  if (!MENTIONS.test(text)) {
    return [];
  }
  const lines = text
    // A log format of nginx may span several lines, up to its semicolon.
    .replace(/log_format[^;]*;/g, (format) => format.replace(/(\s|\\+n)+/g, " "))
    .split(/\r?\n|\\+n/)
    .map((line) => line.trim())
    .filter((line) => !/^(#(?!!)|\/\/)/.test(line));
  const found = lines.flatMap((line) => FORMS.filter(({ pattern }) => pattern.test(line)));
  return [...new Set(found)].map(({ fault, fix }) => `must not ${fault}; ${fix}`);
}
