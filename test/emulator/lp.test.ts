/** Takes an environment from an empty account to its data and back, on an emulator of AWS. */
import { emulatedEnvironment, testBootstrap, testStacks } from "../support/emulated-environment";

const environment = emulatedEnvironment("lp-development");

testBootstrap(environment);
testStacks(environment, ["security", "network", "dns", "data"]);
