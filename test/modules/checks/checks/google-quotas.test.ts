import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import { ComputeInstance } from "@cdktf/provider-google/lib/compute-instance";
import { ComputeInstanceTemplate } from "@cdktf/provider-google/lib/compute-instance-template";
import { ComputeRegionInstanceGroupManager } from "@cdktf/provider-google/lib/compute-region-instance-group-manager";
import { ComputeSubnetwork } from "@cdktf/provider-google/lib/compute-subnetwork";
import { ContainerCluster } from "@cdktf/provider-google/lib/container-cluster";
import { ContainerNodePool } from "@cdktf/provider-google/lib/container-node-pool";
import { GoogleProvider } from "@cdktf/provider-google/lib/provider";
import { RedisInstance } from "@cdktf/provider-google/lib/redis-instance";
import { googleQuotaFaults, googleQuotaRooms, googleQuotaWarnings } from "@modules/checks/checks/google-quotas";
import { type StackFacts, setFacts } from "@modules/checks/facts";
import { type PreparedStack, prepare } from "@modules/checks/prepare";
import { testApp } from "@modules/testing/synth";
import { TerraformStack } from "cdktf";
import { expect, test } from "vitest";

function shop(googleQuotas: StackFacts["googleQuotas"], define: (stack: TerraformStack) => void): PreparedStack[] {
  const app = testApp();
  const stack = new TerraformStack(app, "shop");
  new GoogleProvider(stack, "google", { project: "example-shop", region: "us-central1" });
  setFacts(stack, { googleQuotas, settings: { googleQuotas: "google.quotas" } });
  define(stack);
  return prepare(app);
}

/** Instances of 8 vCPUs and 100 GB. */
const instances =
  (count: number, machineType = "e2-standard-8") =>
  (stack: TerraformStack) => {
    for (let index = 0; index < count; index++) {
      new ComputeInstance(stack, `instance-${index}`, {
        name: `instance-${index}`,
        machineType,
        zone: "us-central1-a",
        bootDisk: { initializeParams: { size: 100, type: "pd-ssd" } },
        networkInterface: [{ network: "default" }],
      });
    }
  };

test("accepts what the stated quotas have room for", () => {
  expect(googleQuotaFaults(shop({ cpus: 24, ssdGigabytes: 300 }, instances(3)))).toEqual([]);
});

test("fails when instances need more vCPUs or disks than the project has", () => {
  expect(googleQuotaFaults(shop({ cpus: 24, ssdGigabytes: 300 }, instances(4)))).toEqual([
    "us-central1 of project example-shop: must have at most 24 vCPUs of E2, N1 and shared-core machines (CPUS), got 32; request a higher quota from Google and write it into shop: google.quotas.cpus, or make fewer",
    "us-central1 of project example-shop: must have at most 300 GB of SSD and balanced persistent disks (SSD_TOTAL_GB), got 400; request a higher quota from Google and write it into shop: google.quotas.ssdGigabytes, or make fewer",
  ]);
});

test.each([
  ["c2-standard-8", 8, "c2Cpus"],
  ["n2-custom-6-8192", 6, "n2Cpus"],
  ["e2-medium", 2, "cpus"],
  ["f1-micro", 1, "cpus"],
] as const)("counts %s as %i vCPUs of %s", (type, count, quota) => {
  const quotas = (least: number) => ({ cpus: 99, ssdGigabytes: 999, [quota]: least });

  expect(googleQuotaFaults(shop(quotas(count), instances(1, type)))).toEqual([]);
  expect(googleQuotaFaults(shop(quotas(count - 1), instances(1, type)))).toHaveLength(1);
});

test("fails when the quotas of a project leave out one that resources count against", () => {
  const define = (stack: TerraformStack) => new ComputeAddress(stack, "address", { name: "address" });

  expect(googleQuotaFaults(shop({}, define))).toEqual([
    "shop: google.quotas.staticAddresses must be the quota of us-central1 of project example-shop, got none; find STATIC_ADDRESSES in `gcloud compute regions describe REGION`, and write the number there",
  ]);
  expect(googleQuotaFaults(shop({ staticAddresses: 1 }, define))).toEqual([]);
  expect(googleQuotaFaults(shop(undefined, define))).toEqual([]);
});

test("compares the published default of Memorystore where nobody states another", () => {
  const caches = (count: number) => (stack: TerraformStack) => {
    for (let index = 0; index < count; index++) {
      new RedisInstance(stack, `cache-${index}`, { name: `cache-${index}`, memorySizeGb: 300 });
    }
  };

  expect(googleQuotaFaults(shop(undefined, caches(3)))).toEqual([]);
  expect(googleQuotaFaults(shop(undefined, caches(4)))).toEqual([
    "us-central1 of project example-shop: must have at most 1024 GiB of Memorystore for Redis, got 1200; request a higher quota from Google and write it into shop: google.quotas.redisGibibytes, or make fewer",
  ]);
  expect(googleQuotaFaults(shop({ redisGibibytes: 2048 }, caches(4)))).toEqual([]);
});

/** A pool of one to three nodes of four vCPUs in each of three zones. */
function addNodes(stack: TerraformStack, defaultNodes?: number): void {
  const subnet = new ComputeSubnetwork(stack, "subnet", { name: "subnet", network: "vpc", ipCidrRange: "10.0.0.0/20" });
  const cluster = new ContainerCluster(stack, "cluster", {
    name: "cluster",
    location: "us-central1",
    subnetwork: subnet.id,
    ipAllocationPolicy: { clusterSecondaryRangeName: "pods" },
    privateClusterConfig: { enablePrivateNodes: true },
    removeDefaultNodePool: true,
    initialNodeCount: defaultNodes,
    nodeConfig: { machineType: "e2-medium", diskType: "pd-standard", diskSizeGb: 20 },
  });
  new ContainerNodePool(stack, "nodes", {
    cluster: cluster.id,
    initialNodeCount: 1,
    autoscaling: { minNodeCount: 1, maxNodeCount: 3 },
    nodeConfig: { machineType: "e2-standard-4", diskSizeGb: 50, diskType: "pd-standard" },
  });
}

test("warns when nodes outgrow a quota at their largest size, and fails when the first ones do", () => {
  const quotas = (cpus: number) => shop({ cpus, diskGigabytes: 1000, firewalls: 7 }, (stack) => addNodes(stack));

  expect(googleQuotaWarnings(quotas(40))).toEqual([]);
  expect(googleQuotaFaults(quotas(39))).toEqual([]);
  expect(googleQuotaWarnings(quotas(39))).toEqual([
    "warning: us-central1 of project example-shop: uses 12 of 39 vCPUs of E2, N1 and shared-core machines (CPUS), and 40 when everything has scaled out; request a higher quota from Google and write it into shop: google.quotas.cpus, or make fewer",
  ]);
  expect(googleQuotaFaults(quotas(11))).toHaveLength(1);
});

test("counts the nodes of a removed default pool that outnumber the first ones of the pools after it", () => {
  const cpus = (limit: number, defaultNodes: number) =>
    googleQuotaFaults(
      shop({ cpus: limit, diskGigabytes: 1000, firewalls: 7 }, (stack) => addNodes(stack, defaultNodes)),
    );

  expect(cpus(12, 2)).toEqual([]);
  expect(cpus(18, 3)).toEqual([]);
  expect(cpus(17, 3)).toEqual([
    expect.stringContaining("at most 17 vCPUs of E2, N1 and shared-core machines (CPUS), got 18;"),
  ]);
});

test("counts the firewall rules that GKE makes itself", () => {
  const firewalls = (limit: number) =>
    googleQuotaFaults(shop({ cpus: 99, diskGigabytes: 1000, firewalls: limit }, (stack) => addNodes(stack)));

  expect(firewalls(7)).toEqual([]);
  expect(firewalls(6)).toEqual([expect.stringContaining("must have at most 6 firewall rules (FIREWALLS), got 7;")]);
});

test("warns of machine types whose quota is not known, once for each type", () => {
  const warnings = (type: string) => googleQuotaWarnings(shop({ ssdGigabytes: 999 }, instances(2, type)));

  expect(warnings("c4-standard-8")).toEqual([
    "warning: shop: google_compute_instance.instance-1 has the machine type c4-standard-8, whose vCPUs count against a quota that is not checked; compare it in the console, or add the series to modules/google/quotas.ts",
  ]);
  expect(warnings("e2-standard-8")).toEqual([]);
});

test("tells what every quota has room for, and what to do where the largest size has none", () => {
  const rooms = (quotas: StackFacts["googleQuotas"]) =>
    googleQuotaRooms(shop(quotas, (stack) => addNodes(stack))).map(({ example, ...room }) => room);
  const cpus = {
    words: "vCPUs of E2, N1 and shared-core machines (CPUS)",
    holder: "us-central1 of project example-shop",
    count: 12,
    peak: 40,
  };

  expect(rooms({ cpus: 40 })).toContainEqual({ ...cpus, limit: 40 });
  expect(rooms({ cpus: 39 })).toContainEqual({
    ...cpus,
    limit: 39,
    remedy: "request a higher quota from Google and write it into shop: google.quotas.cpus, or make fewer",
  });
  expect(rooms(undefined)).toContainEqual(cpus);
});

/** Usage by quota in these stacks. */
function usage(define: (stack: TerraformStack) => void): Record<string, number> {
  const rooms = googleQuotaRooms(shop(undefined, define));
  return Object.fromEntries(rooms.map(({ words, count }) => [/\((\w+)\)$/.exec(words)?.[1] ?? words, count]));
}

/** A pool of two nodes in one zone. */
const pool = (nodeConfig: object, settings: object = {}, privateNodes = true) =>
  usage((stack) => {
    const subnet = new ComputeSubnetwork(stack, "subnet", {
      name: "subnet",
      network: "vpc",
      ipCidrRange: "10.0.0.0/20",
    });
    const cluster = new ContainerCluster(stack, "cluster", {
      name: "cluster",
      location: "us-central1-a",
      subnetwork: subnet.id,
      ipAllocationPolicy: { clusterSecondaryRangeName: "pods" },
      privateClusterConfig: { enablePrivateNodes: privateNodes },
      removeDefaultNodePool: true,
      nodeConfig: { machineType: "e2-medium", diskType: "pd-balanced", diskSizeGb: 10 },
    });
    new ContainerNodePool(stack, "nodes", { cluster: cluster.id, nodeCount: 2, nodeConfig, ...settings });
  });

test.each([
  ["none", {}, { SSD_TOTAL_GB: 200 }],
  ["a size", { diskSizeGb: 30 }, { SSD_TOTAL_GB: 60 }],
  ["a type", { diskType: "pd-standard" }, { DISKS_TOTAL_GB: 200, SSD_TOTAL_GB: 10 }],
  ["a block of both", { bootDisk: { sizeGb: 40, diskType: "pd-ssd" } }, { SSD_TOTAL_GB: 80 }],
])("counts the disks of nodes whose pool names %s", (_, disk, wanted) => {
  const { CPUS, FIREWALLS, ...disks } = pool({ machineType: "e2-medium", ...disk });

  expect(disks).toEqual(wanted);
});

test.each([
  ["10 GB of standard disks", { initializeParams: {} }, { DISKS_TOTAL_GB: 10 }],
  ["10 GB of the named type", { initializeParams: { type: "pd-ssd" } }, { SSD_TOTAL_GB: 10 }],
  ["no disk that exists before", { source: "disk" }, {}],
])("counts %s where an instance names no size", (_, bootDisk, wanted) => {
  const { CPUS, ...disks } = usage((stack) => {
    new ComputeInstance(stack, "bastion", {
      name: "bastion",
      machineType: "e2-small",
      zone: "us-central1-a",
      bootDisk,
      networkInterface: [{ network: "default" }],
    });
  });

  expect(disks).toEqual(wanted);
});

test("counts an external address of each interface, also of instances in groups", () => {
  const networkInterface = [
    { subnetwork: "${google_compute_subnetwork.subnet.id}", accessConfig: [{}] },
    { network: "inside" },
    { network: "outside", accessConfig: [{}] },
  ];
  const used = usage((stack) => {
    new ComputeSubnetwork(stack, "subnet", { name: "subnet", network: "vpc", ipCidrRange: "10.0.0.0/20" });
    new ComputeInstance(stack, "router", {
      name: "router",
      machineType: "e2-small",
      zone: "us-central1-a",
      bootDisk: { initializeParams: { size: 20 } },
      networkInterface,
    });
    const template = new ComputeInstanceTemplate(stack, "template", {
      machineType: "e2-small",
      disk: [
        { boot: true, sourceImage: "cos-cloud/cos-stable" },
        { type: "SCRATCH", diskType: "local-ssd", diskSizeGb: 375 },
        { source: "data" },
      ],
      networkInterface,
    });
    new ComputeRegionInstanceGroupManager(stack, "routers", {
      name: "routers",
      baseInstanceName: "router",
      targetSize: 3,
      version: [{ instanceTemplate: template.selfLink }],
    });
  });

  expect(used).toEqual({ CPUS: 8, DISKS_TOTAL_GB: 50, IN_USE_ADDRESSES: 8 });
});

test("counts an external address of each node that is not private", () => {
  const addresses = (settings: object, privateNodes: boolean) =>
    pool({ machineType: "e2-medium" }, settings, privateNodes).IN_USE_ADDRESSES;

  expect(addresses({}, true)).toBeUndefined();
  expect(addresses({}, false)).toBe(2);
  expect(addresses({ networkConfig: { enablePrivateNodes: true } }, false)).toBeUndefined();
});
