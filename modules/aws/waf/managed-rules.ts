/**
 * What AWS's own rule groups take of an ACL's capacity, as AWS publishes it.
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

/** Those that need no settings. Bot control is billed by request. */
export type ManagedGroup = keyof typeof MANAGED_GROUP_CAPACITY;

/** Of a rate-based rule without a statement that narrows it. */
export const RATE_LIMIT_CAPACITY = 2;

/** Of a rule that matches countries, however many. */
export const COUNTRIES_CAPACITY = 1;

/** Of a rule that matches an IP set, for each set. */
export const IP_SET_CAPACITY = 1;

/** No ACL takes more, whatever is paid. */
export const MAX_CAPACITY = 5000;
