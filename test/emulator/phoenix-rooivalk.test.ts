/** Takes an environment from an empty account to its data and back, on an emulator of AWS. */
import { emulatedEnvironment, testBootstrap, testStacks } from "../support/emulated-environment";

const environment = emulatedEnvironment("phoenix-rooivalk-development");

testBootstrap(environment);
testStacks(environment, ["security", "network", "management", "dns", "data"]);
