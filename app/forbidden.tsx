/** For the rare page whose existence is public but whose door is closed. */
import { DeadEnd } from "@/components/states/dead-end";

export default function Forbidden() {
  return <DeadEnd kind="forbidden" />;
}
