import type { Conflict } from '#shared/model/conflict.ts';

/** The event that a conflict points at: the winner's, or else the last there was. */
export function conflictSeq({ winner, actualSeq }: Conflict): number {
  return winner?.seq ?? actualSeq;
}
