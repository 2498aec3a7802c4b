/** What a pod asks of a volume: its own, of the class every cluster of EKS has. */
export function volumeClaim(gibibytes: number) {
  return {
    accessModes: ["ReadWriteOnce" as const],
    storageClassName: "gp3",
    resources: { requests: { storage: `${gibibytes}Gi` } },
  };
}
