/** Spec of a PersistentVolumeClaim of the class `gp3`, which every EKS cluster has. */
export function volumeClaim(gibibytes: number) {
  return {
    accessModes: ["ReadWriteOnce" as const],
    storageClassName: "gp3",
    resources: { requests: { storage: `${gibibytes}Gi` } },
  };
}
