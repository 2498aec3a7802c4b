import { POSTGRES_PORT } from "@modules/core/ports";
import { actingAs } from "@modules/google/gke/gke-cluster";
import type { IServiceAccount } from "@modules/google/security/service-account";
import { NetworkPolicy, type Rule } from "@modules/kubernetes/network/network-policy";
import { Service } from "@modules/kubernetes/network/service";
import type { INamespace } from "@modules/kubernetes/security/namespace";
import { ServiceAccount } from "@modules/kubernetes/security/service-account";
import { Deployment } from "@modules/kubernetes/workloads/deployment";
import { DisruptionBudget } from "@modules/kubernetes/workloads/disruption-budget";
import type { LpEnvironment } from "../../../environments/lp/schema";
import type { ClusterStack } from "../../base/cluster-stack";
import { IDENTITY_AGENTS } from "../cluster/workloads/policies";
import { DATABASE } from "./kubernetes";

export interface DatabaseProxyProps {
  readonly namespace: INamespace;
  /** `<project>:<region>:<name>` of the database. */
  readonly connectionName: string;
  /** What it connects as. */
  readonly user: IServiceAccount;
  /** Network of the database. */
  readonly dataCidr: string;
  /** Labels of the pods that may ask it. */
  readonly clients: Readonly<Record<string, string>>;
}

const IMAGE = "gcr.io/cloud-sql-connectors/cloud-sql-proxy:2.20.0";
const STATUS_PORT = 9801;

/** Where the database itself takes the proxy's connections. */
const DATABASE_PORT = 3307;

const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/**
 * A way to the database without a password: it connects as an account of
 * Google's, whose token it renews, and everybody it lets in is that account.
 * https://cloud.google.com/sql/docs/postgres/sql-proxy
 *
 * @returns where its clients go out to
 */
export function addDatabaseProxy(stack: ClusterStack<LpEnvironment>, props: DatabaseProxyProps): Rule {
  const { namespace, connectionName, user, dataCidr, clients } = props;
  const place = { name: DATABASE, namespace: namespace.name };
  const proxy = new Deployment(stack, "database-proxy", {
    ...place,
    replicas: 2,
    serviceAccount: new ServiceAccount(stack, "database-account", { ...place, annotations: actingAs(user) }),
    container: {
      image: IMAGE,
      arguments: [
        "--private-ip",
        "--auto-iam-authn",
        "--structured-logs",
        "--address=0.0.0.0",
        `--port=${POSTGRES_PORT}`,
        "--health-check",
        "--http-address=0.0.0.0",
        `--http-port=${STATUS_PORT}`,
        // Connections may end before it does.
        "--max-sigterm-delay=25s",
        connectionName,
      ],
      ports: { postgres: POSTGRES_PORT, status: STATUS_PORT },
      requests: { cpu: "100m", memory: "128Mi" },
      limits: { memory: "256Mi" },
      startup: { path: "/startup", port: STATUS_PORT, periodSeconds: 1, failureThreshold: 60 },
      readiness: { path: "/readiness", port: STATUS_PORT },
      liveness: { path: "/liveness", port: STATUS_PORT },
    },
  });
  new Service(stack, "database-service", {
    ...place,
    selector: proxy.selector,
    // The mesh reads nothing into it.
    ports: { "tcp-postgres": { port: POSTGRES_PORT } },
  });
  new DisruptionBudget(stack, "database-budget", { target: proxy });
  new NetworkPolicy(stack, "database-traffic", {
    name: "database-traffic",
    namespace: namespace.name,
    pods: proxy.selector,
    ingress: [{ peers: [{ pods: clients }], ports: [{ port: POSTGRES_PORT }] }],
    egress: [
      { peers: [{ cidr: dataCidr }], ports: [{ port: DATABASE_PORT }] },
      // Google's API tells it the database's address and certifies it.
      { peers: [{ cidr: "0.0.0.0/0", except: PRIVATE }], ports: [{ port: 443 }] },
      ...IDENTITY_AGENTS,
    ],
  });
  return { peers: [{ pods: proxy.selector }], ports: [{ port: POSTGRES_PORT }] };
}
