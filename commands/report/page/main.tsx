import { render } from "preact";
import { DataContext } from "./context";
import { unpack } from "./data";
import { Shell } from "./shell";

async function start(): Promise<void> {
  const page = document.getElementById("page")!;
  const data = await unpack(document.getElementById("estate")!.textContent ?? "");
  page.textContent = "";
  render(
    <DataContext.Provider value={data}>
      <Shell />
    </DataContext.Provider>,
    page,
  );
}

void start();
