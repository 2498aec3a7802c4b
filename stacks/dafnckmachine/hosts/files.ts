import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";
import type { EnvironmentStack } from "../../base/environment-stack";
import { composeTemplate } from "./compose";
import { dockerfile, dockerignore } from "./dockerfile";
import { playbook } from "./playbook";

/** Renders the files for hosts outside of Auto Scaling, and the Dockerfile of services. */
export function renderHostFiles(stack: EnvironmentStack<DafnckmachineEnvironment>): void {
  const { environment } = stack;
  stack.render("ansible/dafnckmachine/playbook.yml", playbook(environment));
  stack.render("ansible/dafnckmachine/templates/docker-compose.yml.j2", composeTemplate(environment));
  stack.render("docker/dafnckmachine/Dockerfile", dockerfile());
  stack.render("docker/dafnckmachine/.dockerignore", dockerignore());
}
