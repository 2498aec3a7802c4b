/**
 * Synthesizes copies of each environment by cdktf alone, without checks or policies, as a measure of the machine.
 * Arguments: number of copies, file for the measurements.
 */
import { disableStackTraces } from "@modules/checks/stack-traces";
import { TerraformResource } from "cdktf";
import { build } from "../app/build";
import { checkedEnvironments } from "../app/environments";
import { platforms } from "../stacks/platforms";
import { multiply } from "./multiply";
import { writeUsage } from "./usage";

const [times, file] = process.argv.slice(2);
disableStackTraces();
const app = build(checkedEnvironments(multiply(platforms, Number(times))));
app.synth();
console.log(`${app.node.findAll().filter(TerraformResource.isTerraformResource).length} resources`);
writeUsage(file!);
