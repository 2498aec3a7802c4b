import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Data } from "./data";

export const DataContext = createContext<Data | undefined>(undefined);

export function useData(): Data {
  return useContext(DataContext)!;
}
