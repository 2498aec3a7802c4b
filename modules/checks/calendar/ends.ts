/** Last days of support of versions, by product and release cycle. */

export interface End {
  /** Such as "EKS" or "chart istiod". */
  readonly product: string;
  /** Release cycle, such as "1.35"; `*` stands for any. */
  readonly cycle: string;
  /** Last day with the vendor's fixes at no extra charge, such as "2027-03-27". @default none known: the page has the vendor's policy */
  readonly ends?: string;
  /** Page that the date comes from. */
  readonly source: string;
}

const EKS = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html";
const LAMBDA = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html";
/** RDS and Cloud SQL support a version a few months longer at most. */
const POSTGRESQL = "https://www.postgresql.org/support/versioning/";
const ISTIO = "https://istio.io/latest/docs/releases/supported-releases/";

/** About the eighth month after the release of May 2026; Istio names no day. */
const ISTIO_1_30 = "2027-01-31";

const ISTIO_CHARTS = ["base", "cni", "gateway", "istiod"];

/** Products of which the vendor supports the newest release only, or names no day. */
const WITHOUT_A_DAY: Readonly<Record<string, string>> = {
  "chart aws-load-balancer-controller": "https://github.com/kubernetes-sigs/aws-load-balancer-controller/releases",
  "chart cert-manager": "https://cert-manager.io/docs/releases/",
  "chart cluster-autoscaler": "https://github.com/kubernetes/autoscaler/releases",
  "chart eck-elasticsearch": "https://www.elastic.co/support/eol",
  "chart eck-kibana": "https://www.elastic.co/support/eol",
  "chart eck-operator": "https://www.elastic.co/support/eol",
  "chart external-secrets": "https://external-secrets.io/latest/introduction/stability-support/",
  "chart kube-prometheus-stack": "https://github.com/prometheus-community/helm-charts/releases",
  "chart logstash": "https://www.elastic.co/support/eol",
  "chart metrics-server": "https://github.com/kubernetes-sigs/metrics-server/releases",
  "chart nvidia-device-plugin": "https://github.com/NVIDIA/k8s-device-plugin/releases",
  "chart prometheus-adapter": "https://github.com/prometheus-community/helm-charts/releases",
  "image docker.elastic.co/elasticsearch/elasticsearch": "https://www.elastic.co/support/eol",
  "image fluent/fluentd-kubernetes-daemonset": "https://github.com/fluent/fluentd-kubernetes-daemonset/releases",
  "image gcr.io/cloud-sql-connectors/cloud-sql-proxy":
    "https://github.com/GoogleCloudPlatform/cloud-sql-proxy/releases",
  "image ghcr.io/cloudnative-pg/pgbouncer": "https://github.com/cloudnative-pg/pgbouncer-containers/releases",
  "image grafana/grafana": "https://grafana.com/docs/grafana/latest/whatsnew/",
  "image quay.io/thanos/thanos": "https://github.com/thanos-io/thanos/releases",
  "Container-Optimized OS": "https://cloud.google.com/container-optimized-os/docs/resources/support-policy",
  "ElastiCache Redis OSS":
    "https://docs.aws.amazon.com/AmazonElastiCache/latest/red-ug/deprecated-engine-versions.html",
  "GKE channel": "https://cloud.google.com/kubernetes-engine/docs/release-schedule",
  "Memorystore Redis": "https://cloud.google.com/memorystore/docs/redis/supported-versions",
  "TLS policy of CloudFront":
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  "TLS policy of load balancers":
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  "provider aws": "https://github.com/hashicorp/terraform-provider-aws/releases",
  "provider cloudflare/cloudflare": "https://github.com/cloudflare/terraform-provider-cloudflare/releases",
  "provider google": "https://github.com/hashicorp/terraform-provider-google/releases",
  "provider helm": "https://github.com/hashicorp/terraform-provider-helm/releases",
  "provider integrations/github": "https://github.com/integrations/terraform-provider-github/releases",
  "provider kubernetes": "https://github.com/hashicorp/terraform-provider-kubernetes/releases",
};

export const ENDS: readonly End[] = [
  { product: "EKS", cycle: "1.33", ends: "2026-07-29", source: EKS },
  { product: "EKS", cycle: "1.34", ends: "2026-12-02", source: EKS },
  { product: "EKS", cycle: "1.35", ends: "2027-03-27", source: EKS },
  { product: "Lambda runtime", cycle: "nodejs20.x", ends: "2026-04-30", source: LAMBDA },
  { product: "Lambda runtime", cycle: "nodejs22.x", ends: "2027-04-30", source: LAMBDA },
  { product: "Lambda runtime", cycle: "python3.12", ends: "2028-10-31", source: LAMBDA },
  { product: "Lambda runtime", cycle: "python3.13", ends: "2029-06-30", source: LAMBDA },
  { product: "PostgreSQL", cycle: "14", ends: "2026-11-12", source: POSTGRESQL },
  { product: "PostgreSQL", cycle: "15", ends: "2027-11-11", source: POSTGRESQL },
  { product: "PostgreSQL", cycle: "16", ends: "2028-11-09", source: POSTGRESQL },
  { product: "PostgreSQL", cycle: "17", ends: "2029-11-08", source: POSTGRESQL },
  { product: "PostgreSQL", cycle: "18", ends: "2030-11-14", source: POSTGRESQL },
  {
    product: "Amazon Linux",
    cycle: "2023",
    ends: "2029-06-30",
    source: "https://docs.aws.amazon.com/linux/al2023/ug/release-cadence.html",
  },
  { product: "Ubuntu", cycle: "24.04", ends: "2029-05-31", source: "https://ubuntu.com/about/release-cycle" },
  {
    product: "chart ingress-nginx",
    cycle: "*",
    ends: "2026-03-31",
    source: "https://kubernetes.io/blog/2025/11/11/ingress-nginx-retirement/",
  },
  ...ISTIO_CHARTS.map((chart) => ({ product: `chart ${chart}`, cycle: "1.30", ends: ISTIO_1_30, source: ISTIO })),
  ...Object.entries(WITHOUT_A_DAY).map(([product, source]) => ({ product, cycle: "*", source })),
];
