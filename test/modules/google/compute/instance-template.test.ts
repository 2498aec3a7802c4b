import { InstanceTemplate, type InstanceTemplateProps } from "@modules/google/compute/instance-template";
import { only } from "@modules/testing/resources";
import { synth } from "@modules/testing/synth";
import { expect, test } from "vitest";
import { testAccount, testKey, testVpc } from "../fixture";

function template(props: Partial<InstanceTemplateProps> = {}) {
  const json = synth((stack) => {
    new InstanceTemplate(stack, "web", {
      name: "shop-web",
      machineType: "e2-medium",
      image: "cos-cloud/cos-stable",
      diskGibibytes: 20,
      subnet: testVpc(stack).subnet("nodes"),
      account: testAccount(stack),
      key: testKey(stack),
      ...props,
    });
  });
  return only(json, "google_compute_instance_template");
}

test("has no external address, and the permissions of the account", () => {
  const { network_interface, service_account } = template();

  expect(network_interface).toEqual([{ subnetwork: expect.stringContaining("google_compute_subnetwork") }]);
  expect(service_account.email).toBe("${google_service_account.web-app.email}");
});

test("is shielded and accepts OS Login only", () => {
  const { metadata, shielded_instance_config } = template();

  expect(shielded_instance_config).toEqual({
    enable_secure_boot: true,
    enable_vtpm: true,
    enable_integrity_monitoring: true,
  });
  expect(metadata).toEqual({
    "enable-oslogin": "TRUE",
    "block-project-ssh-keys": "TRUE",
    "serial-port-enable": "FALSE",
  });
});

test("boots from the image, on a disk encrypted with the key", () => {
  expect(template({ diskType: "pd-balanced" }).disk).toEqual([
    {
      boot: true,
      auto_delete: true,
      source_image: "cos-cloud/cos-stable",
      disk_size_gb: 20,
      disk_type: "pd-balanced",
      disk_encryption_key: { kms_key_self_link: "${google_kms_crypto_key.key.id}" },
    },
  ]);
});

test("is created before the old one is deleted, with a name of its own", () => {
  const { name, name_prefix, lifecycle } = template();

  expect([name, name_prefix, lifecycle]).toEqual([undefined, "shop-web-", { create_before_destroy: true }]);
});

test("passes tags and user data to the instances", () => {
  const { tags, metadata } = template({ tags: ["web-server"], userData: "#cloud-config\n{}\n" });

  expect(tags).toEqual(["web-server"]);
  expect(metadata["user-data"]).toBe("#cloud-config\n{}\n");
});

test("lets overrides replace its own arguments", () => {
  expect(template({ overrides: { canIpForward: true, tags: ["router"] } })).toMatchObject({
    can_ip_forward: true,
    tags: ["router"],
    machine_type: "e2-medium",
  });
});

test.each<[string, Partial<InstanceTemplateProps>, string]>([
  [
    "a name that leaves no room for the provider's suffix",
    { name: "x".repeat(37) },
    "name must be 1 to 36 of a-z0-9-, a letter first",
  ],
  ["an image without a project", { image: "cos-stable" }, "image must be <project>/<family>, got cos-stable"],
  ["a disk that is too small", { diskGibibytes: 9 }, "web: diskGibibytes must be a whole number, 10 to 65536, got 9"],
])("fails on %s", (_, props, message) => {
  expect(() => template(props)).toThrow(message);
});
