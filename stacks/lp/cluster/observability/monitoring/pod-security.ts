/** Security context of the pods that the Prometheus operator creates; user and group as in kube-prometheus. */
export const POD_SECURITY_CONTEXT = {
  runAsNonRoot: true,
  runAsUser: 1000,
  fsGroup: 2000,
  seccompProfile: { type: "RuntimeDefault" },
} as const;
