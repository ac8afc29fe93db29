/** Steps of work between two chances for others: well under ten milliseconds, each being a comparison or less. */
export const STEPS_A_TURN = 20_000;

/** Counts steps of work; true when others should have a turn, and the count begins anew. */
export type Turn = (steps?: number) => boolean;

/** Makes a count that all parts of one piece of work share, so that many short ones make a turn too. */
export function createTurn(): Turn {
  let done = 0;
  return (steps = 1) => {
    done += steps;
    if (done < STEPS_A_TURN) return false;
    done = 0;
    return true;
  };
}
