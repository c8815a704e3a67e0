import { tell } from "./measure";
import { measureRules } from "./rules";

for (const t of await measureRules()) console.log(tell(t));
