/** Digits that a double surely holds. */
const MOST_DIGITS = 15;

/** A number of few digits: `mantissa` without its last `scale` digits, which lie behind the point. */
export interface Decimal {
  mantissa: number;
  scale: number;
}

/** Reads digits such as `-12.25` in bytes `from` to `to` into `into`; false for any other spelling, and for many digits. */
export function readDecimal(bytes: Uint8Array, from: number, to: number, into: Decimal): boolean {
  const negative = bytes[from] === 45;
  const start = negative ? from + 1 : from;
  let mantissa = 0;
  let point = -1;
  for (let at = start; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === 46 && point < 0) point = at;
    else if (byte < 48 || byte > 57) return false;
    else mantissa = mantissa * 10 + (byte - 48);
  }
  const digits = to - start - (point < 0 ? 0 : 1);
  if (digits < 1 || digits > MOST_DIGITS) return false;
  into.mantissa = negative ? 0 - mantissa : mantissa;
  into.scale = point < 0 ? 0 : to - point - 1;
  return true;
}

const raised = ({ mantissa, scale }: Decimal, to: number): number => mantissa * 10 ** (to - scale);

/** Adds a number to another; false, and nothing is done, when the sum has too many digits. */
export function addDecimal(sum: Decimal, by: Decimal): boolean {
  const scale = Math.max(sum.scale, by.scale);
  const [left, right] = [raised(sum, scale), raised(by, scale)];
  const mantissa = left + right;
  const exact = Number.isSafeInteger(left) && Number.isSafeInteger(right) && Number.isSafeInteger(mantissa);
  if (!exact) return false;
  sum.mantissa = mantissa;
  sum.scale = scale;
  return true;
}

/** The digits of a number. */
export function decimalText({ mantissa, scale }: Decimal): string {
  if (scale === 0) return String(mantissa + 0);
  const digits = String(Math.abs(mantissa)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${mantissa < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}
