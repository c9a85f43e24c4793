/** Messages of the command line, in which names stand between backticks. */

import { element } from "../root";

/** Return a message as nodes, its names as code. */
export function worded(message: string): (Node | string)[] {
  return message
    .split(/(`[^`]*`)/)
    .filter(Boolean)
    .map((part) => (/^`.*`$/.test(part) ? element("code", {}, part.slice(1, -1)) : part));
}
