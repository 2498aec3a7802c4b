/**
 * Lines of scripts, programs and configuration files that write secrets to a log, or pass them as arguments, which
 * lists of processes show.
 */

interface Form {
  readonly pattern: RegExp;
  /** Parts of the line that are not searched. @default none */
  readonly except?: RegExp;
  /** Rule that completes "must not". */
  readonly fault: string;
  /** Instruction for the line. */
  readonly fix: string;
}

const WORDS = "(PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|CREDENTIALS?)";

const SECRET = `\\$\\{?\\w*${WORDS}`;

/**
 * A variable of a shell or, in parentheses, of a container's command, whose name is that of a secret. Names with a
 * suffix such as `_FILE` or `_ARN` are excluded, because their value only says where the secret is.
 */
const VARIABLE = `\\$[{(]?[A-Z_]*${WORDS}(?![A-Z_]*(_ARN|_FILE|_ID|_NAME|_PATH)\\b)`;

/** An option and its value up to a variable in it. The options -n and -z compare texts in the shell itself. */
const OPTION = `(^|[\\s"'])-(?![nz]\\s)-?[A-Za-z][\\w-]*(( |", ?"|[^\\w\\s"'|<>;&-])[^\\s"'|<>;&]*)?("[^"]*)?${VARIABLE}`;

/** A program that takes secrets without an option, and its arguments up to a variable. */
const PROGRAM = `\\b(aws|curl|docker|gcloud|git|helm|kubectl|npm|psql|redis-cli|sed|ssh|wget)\\s[^|<>;&]*${VARIABLE}`;

/**
 * Arguments that name a secret, tokens that identify a request, and the token of the instance metadata service, which is
 * of no use outside of the instance. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html
 */
const HARMLESS =
  /(--(secret-id|name|(lifecycle-action|starting|next|client|client-request)-token)[ =]"?|X-aws-ec2-metadata-token: ?)\$\{?\w+\}?/gi;

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
    pattern: new RegExp(`${OPTION}|${PROGRAM}`),
    except: HARMLESS,
    fault: "give a secret to a program as an argument, which lists of processes and audit logs show",
    fix: "give it in the environment, on standard input or in a file, such as curl --header @FILE",
  },
  {
    pattern:
      /^(?!.*[|>])\s*(aws\s.*\s(get-secret-value|--with-decryption|get-login-password|generate-db-auth-token)|gcloud\s.*secrets\s+versions\s+access)\b/,
    fault: "print a secret that it reads",
    fix: "keep it in a variable, or pipe it to the program that needs it",
  },
  {
    pattern:
      /\b(TF_LOG(_\w+)?|GIT_TRACE\w*|GIT_CURL_VERBOSE)=|\bcurl\b[^|;&]*\s(-[a-zA-Z]*v[a-zA-Z]*|--verbose|--trace\S*)(\s|$)|\baws\s[^|;&]*--debug\b/,
    fault: "trace the requests of a program, whose headers have its login",
    fix: "leave the option out",
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
  /set |sh\s+-|echo|printf|env|export -p|declare -p|log.format|capture|console\.|print\(|log(ger|ging)?\.|PASSW|SECRET|TOKEN|API_?KEY|CREDENTIAL|aws |gcloud |curl |TF_LOG|GIT_/;

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
    // A command continues on the next line after a backslash, which JSON doubles each time that it encodes the text.
    .replace(/\\\r?\n\s*|(?<!\\)(\\{3}|\\{6}|\\{12})n\s*/g, " ")
    .replace(/\\+"/g, '"')
    // A log format of nginx may span several lines, up to its semicolon.
    .replace(/log_format[^;]*;/g, (format) => format.replace(/(\s|\\+n)+/g, " "))
    .split(/\r?\n|\\+n/)
    .map((line) => line.trim())
    .filter((line) => !/^(#(?!!)|\/\/)/.test(line));
  const found = lines.flatMap((line) =>
    FORMS.filter(({ pattern, except }) => pattern.test(except ? line.replace(except, "") : line)),
  );
  return [...new Set(found)].map(({ fault, fix }) => `must not ${fault}; ${fix}`);
}
