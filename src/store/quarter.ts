/** A quarter of what is taken, in whole numbers; of less than four, one every few turns. */
export function quarterOf(most: number, turn: number): number {
  return Math.floor((most + (turn % 4)) / 4);
}
