import { yamlText } from "@modules/config/yaml";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import { repositoryUrl } from "../../parts/aws/repository-url";
import { PORTS } from "../ports";

/** Ports of the tiers; the worker does not listen on a port. */
const TIERS = { web: PORTS.web, api: PORTS.api, worker: undefined } as const;

/**
 * Jinja template of the compose file with a service for each tier of instances. Variables for the data, such as
 * `DATABASE_HOST`, are in the file `.env` on the host, which Compose reads; the Ansible play does not read them.
 */
export function composeTemplate(environment: DafnckmachineEnvironment): string {
  const services = Object.entries(TIERS).map(([tier, port]) => [
    tier,
    {
      image: `${repositoryUrl(environment, tier)}:{{ app_version }}`,
      restart: "unless-stopped",
      environment: {
        NODE_ENV: "production",
        ENVIRONMENT: "{{ app_environment }}",
        AWS_REGION: environment.account.region,
        ...(port ? { PORT: String(port) } : {}),
      },
      env_file: [{ path: ".env", required: false }],
      ...(port ? { ports: [`${port}:${port}`] } : {}),
      security_opt: ["no-new-privileges:true"],
      logging: { driver: "local" },
    },
  ]);
  return yamlText({ name: "{{ app_name }}", services: Object.fromEntries(services) });
}
