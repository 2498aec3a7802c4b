import { main } from "./app/main";

process.exitCode = main(process.argv.slice(2));
