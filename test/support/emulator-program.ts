/** Starts an emulator, prints its endpoint and waits to be killed. */
import { startEmulator } from "../../commands/emulator/moto";

startEmulator("111122223333").then(({ endpoint }) => {
  console.log(endpoint);
  setInterval(() => {}, 1_000);
});
