// A thread in which the sources run as they are, as in tests: it has to see to it itself that they are compiled on the way.
import { register } from "tsx/esm/api";

register();
await import("./worker.ts");
