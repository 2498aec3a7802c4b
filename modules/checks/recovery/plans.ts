/** Backups that plans of AWS Backup and snapshot policies of EBS take. */
import { hoursBetween } from "@modules/core/schedule";
import type { Block } from "../model/blocks";
import { regionOf } from "../model/places";
import type { ResourceGraph } from "../model/resources";
import { list, nested } from "../model/values";
import { type Means, restores } from "./means";

/** The means that a plan gives to what it selects. */
function meansOf(plan: Block, gibibytes?: number): Means[] {
  return list(plan.attributes.rule).flatMap((rule): Means[] => {
    const { schedule, start_window = 480, completion_window = 10_080, lifecycle, copy_action } = rule;
    const minutes = hoursBetween(schedule) * 60;
    const because = `${schedule}, kept for ${nested(lifecycle).delete_after} days`;
    const means = { because, steps: restores(gibibytes) };
    const copied = list(copy_action).length > 0;
    return [
      { ...means, loss: "damage", by: `plan ${plan.attributes.name}`, lostMinutes: minutes + start_window },
      ...(copied
        ? [
            {
              ...means,
              loss: "region" as const,
              by: `copies of plan ${plan.attributes.name}`,
              // A copy begins when its backup is complete.
              lostMinutes: minutes + start_window + completion_window,
            },
          ]
        : []),
    ];
  });
}

/** The means of every plan that selects the store by its ARN. */
export function planMeans(graph: ResourceGraph, store: Block, gibibytes?: number): Means[] {
  return graph.of("aws_backup_selection").flatMap((selection) => {
    const selected = graph.targets(selection, "resources").includes(store);
    return selected ? planOf(graph, selection).flatMap((plan) => meansOf(plan, gibibytes)) : [];
  });
}

/** The means of every plan of the store's region that selects volumes with one of the tags. */
export function taggedMeans(graph: ResourceGraph, store: Block, tags: Readonly<Record<string, string>>): Means[] {
  return graph
    .of("aws_backup_selection")
    .filter((selection) => regionOf(selection) === regionOf(store))
    .filter((selection) =>
      list(nested(selection.attributes.condition).string_equals).some(
        ({ key, value }) => tags[String(key).replace("aws:ResourceTag/", "")] === value,
      ),
    )
    .flatMap((selection) => planOf(graph, selection))
    .flatMap((plan) => meansOf(plan));
}

function planOf(graph: ResourceGraph, { stack, attributes }: Block): Block[] {
  const plan = graph.target(stack, attributes.plan_id);
  return plan ? [plan] : [];
}

/** The means of snapshot policies whose tags a volume has. */
export function snapshotMeans(graph: ResourceGraph, tags: Readonly<Record<string, string>>): Means[] {
  return graph.of("aws_dlm_lifecycle_policy").flatMap(({ attributes }): Means[] => {
    const { target_tags = {}, schedule } = nested(attributes.policy_details);
    if (!Object.entries<string>(target_tags).every(([key, value]) => tags[key] === value)) {
      return [];
    }
    return list(schedule).flatMap(({ create_rule, cross_region_copy_rule }): Means[] => {
      const hours: number = nested(create_rule).interval;
      const means = { because: `every ${hours} hours`, steps: restores() };
      return [
        // A snapshot begins within an hour of its time.
        { ...means, loss: "damage", by: "EBS snapshots", lostMinutes: (hours + 1) * 60 },
        { ...means, loss: "zone", by: "EBS snapshots", lostMinutes: (hours + 1) * 60 },
        ...list(cross_region_copy_rule).map(
          ({ target }): Means => ({
            ...means,
            loss: "region",
            by: `copies of EBS snapshots in ${target}`,
            lostMinutes: (hours + 1) * 2 * 60,
          }),
        ),
      ];
    });
  });
}

/** Tags of the volumes that a StorageClass of the EBS driver makes. */
export function tagsOfClass({ attributes }: Block): Record<string, string> {
  const parameters: Record<string, string> = attributes.parameters ?? {};
  return Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => name.startsWith("tagSpecification_"))
      .map(([, tag]) => tag.split("=", 2) as [string, string]),
  );
}
