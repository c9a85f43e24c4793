/** Lines of arrows on a plane: bent, ending somewhere else or where they begin. */

export type Point = [number, number];

/** A line, where its words stand and on which side, and how its last bit runs. */
export interface Line {
  d: string;
  middle: Point;
  side: Point;
  last: [Point, Point];
}

/** How long a line is whose other end is not known, and the angle between two (by eye). */
const [LONG, ANGLE] = [95, 0.5];

/** How far from the middle of a place a line begins and ends (by eye). */
const RIM = 11;

/** Return a line from one point to another, so far bent to its left. */
export function arc(from: Point, to: Point, bow: number): Line {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const far = Math.hypot(dx, dy) || 1;
  const side: Point = [dy / far, -dx / far];
  const between: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const bent = along(between, side, bow * 2);
  const [begin, end] = [towards(from, bent, RIM), towards(to, bent, RIM)];
  return {
    d: `M${at(begin)}Q${at(bent)} ${at(end)}`, middle: along(between, side, bow), side, last: [bent, end],
  };
}

/** Return a line that ends where it begins: a movement within one place. */
export function loop([x, y]: Point, turn: number): Line {
  const wide = 34 + turn * 14;
  const [left, right]: [Point, Point] = [[x - wide, y - wide * 2], [x + wide, y - wide * 2]];
  const [begin, end] = [towards([x, y], left, RIM), towards([x, y], right, RIM)];
  const d = `M${at(begin)}C${at(left)} ${at(right)} ${at(end)}`;
  return { d, middle: [x, y - wide * 1.5], side: [0, -1], last: [right, end] };
}

/** Return a line that begins at a point, or ends there, and at no other that is known. */
export function stub(point: Point, turn: number, begins: boolean, centre: number): Line {
  const angle = (begins ? 0.35 : -0.9) + (turn % 2 ? -1 : 1) * Math.ceil(turn / 2) * ANGLE;
  const inwards = point[0] < centre ? 1 : -1; // at the side there would be no room for words
  const side: Point = [Math.cos(angle) * inwards, Math.sin(angle)];
  const [near, end] = [along(point, side, RIM), along(point, side, LONG)];
  const ends: [Point, Point] = begins ? [near, end] : [end, near];
  return { d: `M${at(ends[0])}L${at(ends[1])}`, middle: end, side, last: ends };
}

function along([x, y]: Point, [dx, dy]: Point, far: number): Point {
  return [x + dx * far, y + dy * far];
}

function towards(from: Point, to: Point, far: number): Point {
  const whole = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
  return along(from, [(to[0] - from[0]) / whole, (to[1] - from[1]) / whole], far);
}

/** Return the outline of the point of an arrow, for a line so wide. */
export function tip({ last: [before, end] }: Line, wide: number): string {
  const far = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const [ux, uy] = [(end[0] - before[0]) / far, (end[1] - before[1]) / far];
  const [half, long] = [wide * 0.6 + 4, wide * 0.8 + 8];
  const point: Point = [end[0] + ux * long * 0.5, end[1] + uy * long * 0.5];
  const [bx, by] = [point[0] - ux * long, point[1] - uy * long];
  return `M${at(point)}L${at([bx - uy * half, by + ux * half])}L${at([bx + uy * half, by - ux * half])}Z`;
}

function at([x, y]: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}
