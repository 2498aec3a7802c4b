import { createHash } from "node:crypto";
import { JobV1, type JobV1Config } from "@cdktf/provider-kubernetes/lib/job-v1";
import { resourcesOf } from "@modules/core/resources-of";
import { Construct } from "constructs";
import { type PodProps, renderPods } from "./pod";

export interface JobProps extends PodProps {
  /** Text whose change runs the job again, such as the contents of its files; known at synthesis. */
  readonly revision: string;

  /** Time limit for the job, retries included. @default 600 */
  readonly timeoutSeconds?: number;

  /** Retries after a failure. @default 4 */
  readonly retries?: number;

  /** Arguments of the provider's resource that replace what this module sets. @default none */
  readonly overrides?: Partial<JobV1Config>;
}

/**
 * A task that runs once. An apply waits until it has succeeded, and fails when it does not.
 * Kubernetes does not update jobs, so a hash in the name makes a new job for a new image or revision.
 * https://kubernetes.io/docs/concepts/workloads/controllers/job/
 */
export class Job extends Construct {
  constructor(scope: Construct, id: string, props: JobProps) {
    super(scope, id);
    const { name, namespace, revision, container, timeoutSeconds = 600, retries = 4, after = [], overrides } = props;
    const { labels, template } = renderPods(this, props);
    const hash = createHash("sha256").update(`${container.image}\n${revision}`).digest("hex").slice(0, 8);
    // The apply waits five minutes longer than the job may take, so that nodes can pull the image.
    const timeout = `${Math.ceil(timeoutSeconds / 60) + 5}m`;
    new JobV1(this, "Default", {
      metadata: { name: `${name}-${hash}`, namespace, labels },
      spec: {
        backoffLimit: retries,
        activeDeadlineSeconds: timeoutSeconds,
        template: { ...template, spec: { ...template.spec, restartPolicy: "Never" } },
      },
      waitForCompletion: true,
      timeouts: { create: timeout, update: timeout },
      dependsOn: resourcesOf(...after),
      ...overrides,
    });
  }
}
