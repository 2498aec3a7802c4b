/**
 * Capacity (WCU) of AWS's managed rule groups, as AWS publishes it.
 * https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const MANAGED_GROUP_CAPACITY = {
  AWSManagedRulesAdminProtectionRuleSet: 100,
  AWSManagedRulesAmazonIpReputationList: 25,
  AWSManagedRulesAnonymousIpList: 50,
  AWSManagedRulesBotControlRuleSet: 50,
  AWSManagedRulesCommonRuleSet: 700,
  AWSManagedRulesKnownBadInputsRuleSet: 200,
  AWSManagedRulesLinuxRuleSet: 200,
  AWSManagedRulesPHPRuleSet: 100,
  AWSManagedRulesSQLiRuleSet: 200,
  AWSManagedRulesUnixRuleSet: 100,
  AWSManagedRulesWindowsRuleSet: 200,
  AWSManagedRulesWordPressRuleSet: 100,
} as const;

/** Managed rule groups that need no settings. AWS bills Bot Control by request. */
export type ManagedGroup = keyof typeof MANAGED_GROUP_CAPACITY;

/** Capacity of a rate-based rule without a scope-down statement. */
export const RATE_LIMIT_CAPACITY = 2;

/** Capacity of a rule that matches countries, whatever their number. */
export const COUNTRIES_CAPACITY = 1;

/** Capacity of a statement that matches requests without a header. */
export const MISSING_HEADER_CAPACITY = 1;

/** Capacity of a rule that matches IP sets, for each set. */
export const IP_SET_CAPACITY = 1;

/** Capacity of a rule that matches a regex pattern set. */
export const PATTERN_SET_CAPACITY = 25;
