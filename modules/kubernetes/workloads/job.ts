import { createHash } from "node:crypto";
import { JobV1 } from "@cdktf/provider-kubernetes/lib/job-v1";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { type PodProps, renderPods } from "./pod";

export interface JobProps extends PodProps {
  /** All that has the job run again when it changes, such as the texts of its files; synthesis must know it. */
  readonly revision: string;

  /** Time it has with all its tries, seconds. @default 600 */
  readonly timeoutSeconds?: number;

  /** Times it is tried again after it failed. @default 4 */
  readonly retries?: number;
}

/**
 * Something that is done once: an apply waits until it is, and fails when it cannot
 * be. A job cannot be changed, so one that is to run again has another name.
 */
export class Job extends Construct {
  constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    const { name, namespace, revision, container, timeoutSeconds = 600, retries = 4, after = [] } = props;
    const { labels, template } = renderPods(this, props);
    const hash = createHash("sha256").update(`${container.image}\n${revision}`).digest("hex").slice(0, 8);
    // More than it has itself, for pulling the image.
    const patience = `${Math.ceil(timeoutSeconds / 60) + 5}m`;
    new JobV1(this, "Default", {
      metadata: { name: `${name}-${hash}`, namespace, labels },
      spec: {
        backoffLimit: retries,
        activeDeadlineSeconds: timeoutSeconds,
        template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } },
      },
      waitForCompletion: true,
      timeouts: { create: patience, update: patience },
      dependsOn: resourcesOf(...after),
    });
  }
}
