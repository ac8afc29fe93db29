import { belowTime, parseTime } from '#shared/model/times.ts';
import { latin1Text } from '../../pages/text.ts';

const DATE = '2026-03-11T'.length;

/** The number that two digits are, -1 where they are none: no NaN, so that whole numbers stay whole ones to V8. */
const two = (bytes: Uint8Array, at: number): number => {
  const tens = (bytes[at] ?? 0) - 48;
  const ones = (bytes[at + 1] ?? 0) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};

/** Reads the times of events. */
export interface TimeReader {
  (bytes: Uint8Array, from: number, to: number): number;
  /** What the double read last lacks, as `belowTime` tells it. */
  below: number;
}

/**
 * Reads times in bytes as `parseTime` reads them in text. Events that follow each other are mostly of one day: its
 * beginning is computed once.
 */
export function createTimeReader(): TimeReader {
  const day = new Uint8Array(DATE);
  let dayMs = Number.NaN;
  const read = (bytes: Uint8Array, from: number, to: number): number => {
    reader.below = 0;
    const usual = to - from === 24 && bytes[from + 13] === 58 && bytes[from + 16] === 58;
    if (usual && bytes[from + 19] === 46 && bytes[from + 23] === 90) {
      let same = 0;
      while (same < DATE && day[same] === bytes[from + same]) same += 1;
      if (same < DATE) {
        dayMs = parseTime(`${latin1Text(bytes, from, from + DATE)}00:00:00.000Z`);
        day.set(bytes.subarray(from, from + DATE));
      }
      const hours = two(bytes, from + 11);
      const minutes = two(bytes, from + 14);
      const seconds = two(bytes, from + 17);
      const hundredths = two(bytes, from + 20);
      const digit = (bytes[from + 22] ?? 0) - 48;
      const areTold = hours >= 0 && minutes >= 0 && seconds >= 0 && hundredths >= 0;
      if (areTold && digit >= 0 && digit <= 9 && hours <= 23 && minutes <= 59 && seconds <= 60) {
        return dayMs + (((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10 + digit);
      }
    }
    const text = latin1Text(bytes, from, to);
    const ms = parseTime(text);
    reader.below = belowTime(text, ms);
    return ms;
  };
  const reader: TimeReader = Object.assign(read, { below: 0 });
  return reader;
}
