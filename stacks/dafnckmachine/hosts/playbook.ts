/** Ansible play for hosts that no launch template configures, such as a person's own server. */
import { yamlText } from "@modules/config/yaml";
import type { DafnckmachineEnvironment } from "../../../environments/dafnckmachine/schema";

const FOLDER = "/opt/{{ app_name }}";
const OWNER = { owner: "ubuntu", group: "ubuntu" };

/**
 * A play for Ubuntu 24.04 that runs the compose file. The environment variables `APP_VERSION` and `ENVIRONMENT` of the
 * person who runs it select the images' tag and the environment.
 */
export function playbook({ name }: DafnckmachineEnvironment): string {
  const play = {
    name: "Configure DafnckMachine Infrastructure",
    hosts: "all",
    become: true,
    vars: {
      app_name: "dafnckmachine",
      // An unset variable is an empty string, which default() replaces only with its second argument.
      app_version: "{{ lookup('env', 'APP_VERSION') | default('latest', true) }}",
      app_environment: `{{ lookup('env', 'ENVIRONMENT') | default('${name}', true) }}`,
    },
    tasks: [
      {
        name: "Update system packages",
        "ansible.builtin.apt": { update_cache: true, upgrade: "dist", cache_valid_time: 3600 },
      },
      { name: "Install Docker", "ansible.builtin.apt": { name: "docker.io", state: "present" } },
      { name: "Install Docker Compose", "ansible.builtin.apt": { name: "docker-compose-v2", state: "present" } },
      {
        name: "Install the login of the image registry",
        "ansible.builtin.apt": { name: "amazon-ecr-credential-helper", state: "present" },
      },
      {
        name: "Create the folder of Docker's settings",
        "ansible.builtin.file": {
          path: "/root/.docker",
          state: "directory",
          owner: "root",
          group: "root",
          mode: "0700",
        },
      },
      {
        name: "Log in to the image registry at every pull",
        "ansible.builtin.copy": {
          content: '{"credsStore": "ecr-login"}\n',
          dest: "/root/.docker/config.json",
          owner: "root",
          group: "root",
          mode: "0600",
        },
      },
      {
        name: "Create application directory",
        "ansible.builtin.file": { path: FOLDER, state: "directory", ...OWNER, mode: "0755" },
      },
      {
        name: "Deploy Docker Compose file",
        "ansible.builtin.template": {
          src: "docker-compose.yml.j2",
          dest: `${FOLDER}/docker-compose.yml`,
          ...OWNER,
          mode: "0644",
        },
        notify: "Restart application",
      },
      {
        name: "Start application services",
        "community.docker.docker_compose_v2": { project_src: FOLDER, state: "present", pull: "always" },
      },
    ],
    handlers: [
      {
        name: "Restart application",
        "community.docker.docker_compose_v2": { project_src: FOLDER, state: "restarted" },
      },
    ],
  };
  return `---\n${yamlText([play])}`;
}
