import { disableStackTraces } from "@modules/checks/stack-traces";
import { dispatch } from "./dispatch";

disableStackTraces();
dispatch(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
