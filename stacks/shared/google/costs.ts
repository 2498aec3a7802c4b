import { Budget } from "@modules/google/cost/budget";
import type { IAlerts } from "@modules/google/operations/alert-channels";
import type { Construct } from "constructs";
import type { GoogleBudgetSettings } from "../../../environments/schema/google";
import { type GoogleEnvironment, GoogleStack } from "../../base/google-stack";

interface GoogleCostsProps {
  readonly budget: GoogleBudgetSettings;
  readonly alerts: IAlerts;
}

/** The budget of an environment's project in Google Cloud. */
class GoogleCostsStack extends GoogleStack {
  constructor(scope: Construct, environment: GoogleEnvironment, { budget, alerts }: GoogleCostsProps) {
    super(scope, environment, "costs");
    new Budget(this, "budget", { ...budget, name: this.named(environment.platform), channels: alerts.mail });
  }
}

/** Defines the stack, if the environment has a budget in Google Cloud. */
export function defineGoogleCosts(
  scope: Construct,
  environment: GoogleEnvironment,
  { alerts }: Pick<GoogleCostsProps, "alerts">,
): void {
  const budget = environment.google?.budget;
  if (budget) {
    new GoogleCostsStack(scope, environment, { budget, alerts });
  }
}
