import { ConfigConfigRule, type ConfigConfigRuleConfig } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigConformancePack } from "@cdktf/provider-aws/lib/config-conformance-pack";
import { checkPattern } from "@modules/core/checks";
import { Construct } from "constructs";
import type { IConfigurationRecorder } from "./configuration-recorder";

/** A rule that AWS maintains: https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html */
export interface ManagedRule {
  /** Identifier, such as `ENCRYPTED_VOLUMES`. */
  readonly identifier: string;

  /** Parameters of the rule. @default none, or the rule's defaults */
  readonly parameters?: Readonly<Record<string, string>>;
}

export interface ConfigRulesProps {
  /** Recorder of the same region. */
  readonly recorder: IConfigurationRecorder;

  /** Rules by their names, 1 to 128 letters, digits and hyphens. */
  readonly rules: Readonly<Record<string, ManagedRule>>;

  /** Conformance packs by name, whose rules are reported together. @default no packs */
  readonly packs?: Readonly<Record<string, Readonly<Record<string, ManagedRule>>>>;

  /** Arguments of every rule that replace what this module sets. @default none */
  readonly overrides?: Partial<ConfigConfigRuleConfig>;
}

/** AWS Config rules that evaluate the configurations of a region, single ones and conformance packs. */
export class ConfigRules extends Construct {
  constructor(scope: Construct, id: string, props: ConfigRulesProps) {
    super(scope, id);
    const { recorder, rules, packs = {}, overrides } = props;
    for (const [name, { identifier, parameters }] of Object.entries(rules)) {
      this.checkRule(name, identifier);
      new ConfigConfigRule(this, name, {
        name,
        source: { owner: "AWS", sourceIdentifier: identifier },
        inputParameters: parameters && JSON.stringify(parameters),
        dependsOn: [recorder.running],
        ...overrides,
      });
    }
    for (const [name, members] of Object.entries(packs)) {
      new ConfigConformancePack(this, `${name}-pack`, {
        name,
        templateBody: this.template(members),
        dependsOn: [recorder.running],
      });
    }
  }

  /** CloudFormation template of a conformance pack. Names of its resources may only have letters and digits. */
  private template(rules: Readonly<Record<string, ManagedRule>>): string {
    const resources = Object.entries(rules).map(([name, { identifier, parameters }]) => {
      this.checkRule(name, identifier);
      const Source = { Owner: "AWS", SourceIdentifier: identifier };
      const Properties = { ConfigRuleName: name, Source, InputParameters: parameters };
      return [name.replace(/-/g, ""), { Type: "AWS::Config::ConfigRule", Properties }];
    });
    return JSON.stringify({ Resources: Object.fromEntries(resources) });
  }

  private checkRule(name: string, identifier: string): void {
    checkPattern(this, "rules", name, /^[A-Za-z0-9-]{1,128}$/, "1 to 128 letters, digits and hyphens");
    checkPattern(this, "identifier", identifier, /^[A-Z0-9_]+$/, "written like ENCRYPTED_VOLUMES");
  }
}
