import type {
  DeploymentV1SpecTemplateSpecContainerVolumeMount,
  DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConfigMap } from "./config-map";

/** Something in the container's file system that is not of its image. */
export interface Mount {
  /** Absolute path in the container. */
  readonly path: string;

  readonly source:
    | { readonly configMap: IConfigMap }
    /** Name of a secret of the namespace. */
    | { readonly secret: string }
    /** Space that goes with the pod, at most so many MiB. */
    | { readonly emptyDirMebibytes: number }
    /** A directory of the node, read-only unless said otherwise; only where the namespace admits it. */
    | { readonly hostPath: string; readonly writable?: boolean };
}

/** The root file system is read-only, so what keeps temporary files needs a place for them. */
const TEMPORARY: Mount = { path: "/tmp", source: { emptyDirMebibytes: 256 } };

/** @param mounts by name; one named `tmp` replaces the one every pod has */
export function allMounts(mounts: Readonly<Record<string, Mount>>): Readonly<Record<string, Mount>> {
  return { tmp: TEMPORARY, ...mounts };
}

export function configMapsOf(mounts: Readonly<Record<string, Mount>>): IConfigMap[] {
  return Object.values(mounts).flatMap(({ source }) => ("configMap" in source ? [source.configMap] : []));
}

export function renderVolume([name, { source }]: [string, Mount]): DeploymentV1SpecTemplateSpecVolume {
  if ("configMap" in source) {
    return { name, configMap: { name: source.configMap.name, defaultMode: "0444" } };
  }
  if ("secret" in source) {
    // The pod's group may read it, and no other.
    return { name, secret: { secretName: source.secret, defaultMode: "0440" } };
  }
  if ("hostPath" in source) {
    return { name, hostPath: { path: source.hostPath, type: "DirectoryOrCreate" } };
  }
  return { name, emptyDir: { sizeLimit: `${source.emptyDirMebibytes}Mi` } };
}

export function renderMount([name, { path, source }]: [
  string,
  Mount,
]): DeploymentV1SpecTemplateSpecContainerVolumeMount {
  const writable = "emptyDirMebibytes" in source || ("hostPath" in source && source.writable === true);
  return { name, mountPath: path, readOnly: !writable };
}
