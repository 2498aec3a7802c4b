/** Certificates, load balancers, health checks, functions and databases are reached by something. */
import { list } from "../../model/values";
import type { Rule } from "../rule";
import { found, isUsedBeside, namedIn } from "./references";
import { usesOf } from "./uses";

export const reachUse: readonly Rule[] = [
  {
    id: "aws-instance-reserved-address",
    name: "fixed addresses of instances are reserved in the stack of their subnet",
    type: "aws_instance",
    severity: "low",
    topic: "configuration",
    holds: ({ block, stack }, all) =>
      block.private_ip === undefined ||
      all
        .of("aws_ec2_subnet_cidr_reservation")
        .some(
          (reservation) =>
            reservation.block.cidr_block === `${block.private_ip}/32` &&
            all.groupOf(reservation.stack) === all.groupOf(stack) &&
            all.named(reservation, "subnet_id")?.type === "aws_subnet",
        ),
    found: ({ block }) => `no reservation of ${block.private_ip} beside its subnet`,
    fix: "name the address in reservedAddresses of the VPC; otherwise a NAT gateway or a load balancer can take it",
    broken: { private_ip: "10.0.1.10", subnet_id: "${aws_subnet.it.id}" },
    brokenBeside: { aws_subnet: { it: { cidr_block: "10.0.1.0/24" } } },
    mended: { private_ip: "10.0.1.10", subnet_id: "${aws_subnet.it.id}" },
    beside: {
      aws_subnet: { it: { cidr_block: "10.0.1.0/24" } },
      aws_ec2_subnet_cidr_reservation: { it: { cidr_block: "10.0.1.10/32", subnet_id: "${aws_subnet.it.id}" } },
    },
    page: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-cidr-reservation.html",
  },
  {
    id: "aws-acm-listener",
    name: "certificates are used by a listener or a distribution",
    type: "aws_acm_certificate",
    severity: "low",
    topic: "use",
    holds: (certificate, all) => {
      const names = ["aws_acm_certificate_validation", "aws_route53_record", "cloudflare_dns_record"];
      const validations = usesOf(all)
        .of(certificate)
        .filter(({ by }) => by.type === "aws_acm_certificate_validation")
        .map(({ by }) => by);
      return [certificate, ...validations].some((one) => isUsedBeside(...names)(one, all));
    },
    found,
    fix: "set certificate_arn of a listener or a distribution to it, or remove it",
    broken: { domain_name: "example.com" },
    mended: { domain_name: "example.com" },
    beside: { aws_lb_listener: { it: { certificate_arn: "${aws_acm_certificate.it.arn}" } } },
    page: "https://docs.aws.amazon.com/acm/latest/userguide/acm-services.html",
  },
  {
    id: "aws-lb-name",
    name: "load balancers are the target of a record or have a client",
    type: "aws_lb",
    severity: "low",
    topic: "use",
    holds: isUsedBeside("aws_lb_listener", "aws_wafv2_web_acl_association", "aws_cloudwatch_metric_alarm"),
    found,
    fix: "add an alias record for dns_name, give the name to a client, or remove the load balancer",
    broken: { name: "shop" },
    mended: { name: "shop" },
    beside: { aws_route53_record: { it: { alias: { name: "${aws_lb.it.dns_name}" } } } },
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-to-elb-load-balancer.html",
  },
  {
    id: "aws-route53-health-check-reader",
    name: "health checks are used by a record or an alarm",
    type: "aws_route53_health_check",
    severity: "low",
    topic: "use",
    holds: isUsedBeside(),
    found,
    fix: "set health_check_id of a record, name it in a calculated check or in an alarm, or remove it",
    broken: { fqdn: "example.com" },
    mended: { fqdn: "example.com" },
    beside: { aws_route53_record: { it: { health_check_id: "${aws_route53_health_check.it.id}" } } },
    page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html",
  },
  {
    id: "aws-lambda-caller",
    name: "functions have a caller",
    type: "aws_lambda_function",
    severity: "low",
    topic: "use",
    holds: (lambda, all) =>
      usesOf(all).isAllowed(lambda, /^lambda:Invoke/) ||
      isUsedBeside("aws_lambda_alias", "aws_cloudwatch_metric_alarm", "aws_iam_role_policy")(lambda, all),
    found,
    fix: "add an event source mapping, a rule or a lambda:InvokeFunction grant, or remove it",
    broken: { function_name: "resize" },
    mended: { function_name: "resize" },
    beside: { aws_lambda_event_source_mapping: { it: { function_name: "${aws_lambda_function.it.function_name}" } } },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html",
  },
  {
    id: "aws-lambda-dead-letters",
    name: "functions that only poll a queue or a stream have no dead-letter queue of their own",
    type: "aws_lambda_function",
    severity: "low",
    topic: "use",
    // Lambda sends only the events of asynchronous invocations there; failed messages stay with the queue or the stream.
    holds: (lambda, all) =>
      !lambda.block.dead_letter_config ||
      !usesOf(all).isUsedBy(lambda, "aws_lambda_event_source_mapping") ||
      usesOf(all).isUsedBy(lambda, "aws_lambda_permission", "aws_scheduler_schedule") ||
      usesOf(all).isAllowed(lambda, /^lambda:Invoke/),
    found: () => "dead_letter_config of a function that only an event source mapping invokes",
    fix: "leave dead_letter_config out, in LambdaFunction with deadLetters: false; the queue that it polls has a redrive_policy",
    broken: { function_name: "send", dead_letter_config: { target_arn: "arn:aws:sqs:us-east-1:111122223333:failed" } },
    brokenBeside: {
      aws_lambda_event_source_mapping: { it: { function_name: "${aws_lambda_function.it.function_name}" } },
    },
    mended: { function_name: "send" },
    beside: { aws_lambda_event_source_mapping: { it: { function_name: "${aws_lambda_function.it.function_name}" } } },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
  },
  {
    id: "aws-lambda-vpc-target",
    name: "functions in a VPC connect to a resource in it",
    type: "aws_lambda_function",
    severity: "low",
    topic: "use",
    holds: (lambda, all) => {
      if (!lambda.block.vpc_config) {
        return true;
      }
      const groups = namedIn(lambda, "vpc_config", "aws_security_group", all);
      return (
        groups.length === 0 ||
        groups.some((group) =>
          usesOf(all)
            .of(group)
            .some(
              ({ by, argument }) =>
                by.type === "aws_vpc_security_group_egress_rule" &&
                argument === "security_group_id" &&
                by.block.cidr_ipv4 !== "0.0.0.0/0",
            ),
        )
      );
    },
    found: () => "an egress rule to all addresses only",
    fix: "leave out vpc_config, because AWS APIs are reachable without a VPC, its NAT gateways and its addresses; or admit it to a target with connections.allowFrom",
    broken: { vpc_config: { security_group_ids: ["${aws_security_group.it.id}"] } },
    brokenBeside: {
      aws_security_group: { it: {} },
      aws_vpc_security_group_egress_rule: {
        it: { security_group_id: "${aws_security_group.it.id}", cidr_ipv4: "0.0.0.0/0" },
      },
    },
    mended: { vpc_config: { security_group_ids: ["${aws_security_group.it.id}"] } },
    beside: {
      aws_security_group: { it: {} },
      aws_vpc_security_group_egress_rule: {
        it: { security_group_id: "${aws_security_group.it.id}", referenced_security_group_id: "sg-1" },
      },
    },
    page: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
  },
  ...(
    [
      ["aws_db_instance", "vpc_security_group_ids"],
      ["aws_rds_cluster", "vpc_security_group_ids"],
      ["aws_elasticache_replication_group", "security_group_ids"],
    ] as const
  ).map(
    ([type, argument]): Rule => ({
      id: `${type.replaceAll("_", "-")}-client`,
      name: `${type} admits a client`,
      type,
      severity: "low",
      topic: "use",
      holds: (database, all) => {
        const groups = namedIn(database, argument, "aws_security_group", all);
        return (
          list(database.block[argument]).length > groups.length ||
          groups.some((group) =>
            usesOf(all)
              .of(group)
              .some(
                (use) => use.by.type === "aws_vpc_security_group_ingress_rule" && use.argument === "security_group_id",
              ),
          )
        );
      },
      found: () => "security groups without an ingress rule",
      fix: "admit a client with connections.allowFrom, or remove it",
      broken: { [argument]: ["${aws_security_group.it.id}"] },
      brokenBeside: { aws_security_group: { it: {} } },
      mended: { [argument]: ["${aws_security_group.it.id}"] },
      beside: {
        aws_security_group: { it: {} },
        aws_vpc_security_group_ingress_rule: { it: { security_group_id: "${aws_security_group.it.id}" } },
      },
      page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html",
    }),
  ),
];
