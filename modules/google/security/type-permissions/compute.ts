/** Types of Compute Engine and Cloud Load Balancing: https://cloud.google.com/compute/docs/access/iam-permissions. */
import { noun, service } from "./type-permissions";

/** Types of a region, whose operations are the region's. */
const regional = service(
  "compute",
  {
    google_compute_address: {
      read: "addresses.get",
      create: "addresses.create addresses.setLabels",
      update: "addresses.setLabels",
      delete: "addresses.delete",
    },
    google_compute_region_autoscaler: noun("autoscalers", { create: "instanceGroupManagers.use" }),
    google_compute_region_instance_group_manager: noun("instanceGroupManagers", {
      create: "instanceTemplates.useReadOnly healthChecks.useReadOnly",
      update: "instances.delete",
    }),
    google_compute_router: noun("routers", { create: "networks.updatePolicy" }),
    // A NAT is a part of its router.
    google_compute_router_nat: {
      read: "routers.get",
      create: "routers.update addresses.use subnetworks.use",
      update: "routers.update",
      delete: "routers.update",
    },
    google_compute_subnetwork: noun("subnetworks", { create: "networks.updatePolicy" }),
  },
  "regionOperations.get",
);

/** Types without a place. */
const global = service(
  "compute",
  {
    google_compute_backend_service: noun("backendServices", {
      create: "healthChecks.useReadOnly instanceGroups.use backendServices.setSecurityPolicy securityPolicies.use",
    }),
    google_compute_firewall: noun("firewalls", { create: "networks.updatePolicy", delete: "networks.updatePolicy" }),
    google_compute_global_address: {
      read: "globalAddresses.get",
      // Addresses of a network are a range of private services.
      create: "globalAddresses.create globalAddresses.createInternal globalAddresses.setLabels networks.use",
      update: "globalAddresses.setLabels",
      delete: "globalAddresses.delete globalAddresses.deleteInternal",
    },
    google_compute_global_forwarding_rule: {
      read: "globalForwardingRules.get",
      create: "globalForwardingRules.create globalForwardingRules.setLabels globalAddresses.use targetHttpsProxies.use",
      update: "globalForwardingRules.setLabels globalForwardingRules.setTarget globalForwardingRules.update",
      delete: "globalForwardingRules.delete",
    },
    google_compute_health_check: noun("healthChecks"),
    google_compute_instance_template: {
      read: "instanceTemplates.get",
      create: "instanceTemplates.create images.useReadOnly subnetworks.use :iam.serviceAccounts.actAs",
      delete: "instanceTemplates.delete",
    },
    google_compute_network: {
      read: "networks.get",
      create: "networks.create",
      update: "networks.update",
      delete: "networks.delete",
    },
    google_compute_route: {
      read: "routes.get",
      create: "routes.create networks.updatePolicy",
      delete: "routes.delete networks.updatePolicy",
    },
    google_compute_security_policy: noun("securityPolicies"),
    google_compute_ssl_policy: noun("sslPolicies"),
    google_compute_target_https_proxy: {
      read: "targetHttpsProxies.get",
      create: "targetHttpsProxies.create urlMaps.use sslPolicies.use :certificatemanager.certmaps.use",
      update:
        "targetHttpsProxies.setCertificateMap targetHttpsProxies.setSslPolicy targetHttpsProxies.setUrlMap targetHttpsProxies.update",
      delete: "targetHttpsProxies.delete",
    },
    google_compute_url_map: noun("urlMaps", { create: "backendServices.use" }),
  },
  "globalOperations.get",
);

export const compute = { ...regional, ...global };
