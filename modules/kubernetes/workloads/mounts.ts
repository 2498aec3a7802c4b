import type {
  DeploymentV1SpecTemplateSpecContainerVolumeMount,
  DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import type { IConfigMap } from "./config-map";

/** A volume in the file system of a container. */
export interface Mount {
  /** Absolute path in the container. */
  readonly path: string;

  readonly source:
    | { readonly configMap: IConfigMap }
    /** Name of a Secret of the namespace. */
    | { readonly secret: string }
    /** An emptyDir volume of at most so many MiB, deleted with the pod. */
    | { readonly emptyDirMebibytes: number }
    /** A directory of the node, read-only by default. The namespace's pod security must allow it. */
    | { readonly hostPath: string; readonly writable?: boolean };
}

/** Mount for temporary files, because the root file system is read-only. */
const TEMPORARY: Mount = { path: "/tmp", source: { emptyDirMebibytes: 256 } };

/** Mounts of a container, including the default mount for temporary files, which a mount `tmp` replaces. */
export function allMounts(mounts: Readonly<Record<string, Mount>>): Readonly<Record<string, Mount>> {
  return { tmp: TEMPORARY, ...mounts };
}

/** Config maps among the mounts. */
export function configMapsOf(mounts: Readonly<Record<string, Mount>>): IConfigMap[] {
  return Object.values(mounts).flatMap(({ source }) => ("configMap" in source ? [source.configMap] : []));
}

export function renderVolume([name, { source }]: [string, Mount]): DeploymentV1SpecTemplateSpecVolume {
  if ("configMap" in source) {
    return { name, configMap: { name: source.configMap.name, defaultMode: "0444" } };
  }
  if ("secret" in source) {
    // Only the pod's group may read the files.
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
