/** Text with `${` and `%{` escaped, so that Terraform does not interpolate it. Fluentd, Logstash and JavaScript use both. */
export function escapeTemplates(text: string): string {
  return text.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}
