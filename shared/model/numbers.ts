/** DynamoDB keeps this many significant digits of a number, and refuses more. */
const DIGITS = 38;

const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,9}))?$/;

/** A number as `0.digits × 10^exponent`; zero has no digits and is never negative. */
interface Decimal {
  readonly negative: boolean;
  /** Significant digits, without zeros at either end. */
  readonly digits: string;
  readonly exponent: number;
}

const ZERO: Decimal = { negative: false, digits: '', exponent: 0 };

/** Adds one to the last of `digits`; a carry out of the first yields one digit more. */
function increment(digits: string): string {
  const kept = digits.replace(/9+$/, '');
  const zeros = '0'.repeat(digits.length - kept.length);
  if (kept === '') return `1${zeros}`;
  const last = Number(kept.slice(-1)) + 1;
  return `${kept.slice(0, -1)}${last}${zeros}`;
}

/** Reads a decimal text; undefined when it is none. More than 38 digits are rounded half up. */
function parseDecimal(text: string): Decimal | undefined {
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const whole = match[2] ?? '';
  const all = whole + (match[3] ?? '');
  if (all === '') return undefined;
  const stripped = all.replace(/^0+/, '');
  if (stripped === '') return ZERO;
  let exponent = whole.length - (all.length - stripped.length) + Number(match[4] ?? 0);
  let digits = stripped;
  if (digits.length > DIGITS) {
    const up = digits.charCodeAt(DIGITS) >= 53;
    digits = digits.slice(0, DIGITS);
    if (up) {
      const raised = increment(digits);
      exponent += raised.length - digits.length;
      digits = raised;
    }
  }
  return { negative: match[1] === '-', digits: digits.replace(/0+$/, ''), exponent };
}

/**
 * One spelling for all texts of one value (`1`, `01.0`, `10e-1`), at DynamoDB's 38 digits. A text that is no
 * number stands for itself.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
export function canonicalNumber(text: string): string {
  const decimal = parseDecimal(text);
  if (decimal === undefined) return `not a number: ${text}`;
  if (decimal.digits === '') return '0';
  return `${decimal.negative ? '-' : ''}0.${decimal.digits}e${decimal.exponent}`;
}

/** Texts up to this length are read whole: what two of them give as doubles differs only where their values do. */
const SHORT = 30;

/** Whether two number texts have the same value. */
export function equalNumbers(a: string, b: string): boolean {
  if (a === b) return true;
  if (a.length <= SHORT && b.length <= SHORT) {
    const [x, y] = [Number(a), Number(b)];
    // Nearly every pair that is compared ends here: the certain way takes ten times as long.
    if (x !== y && !Number.isNaN(x) && !Number.isNaN(y)) return false;
  }
  return canonicalNumber(a) === canonicalNumber(b);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareMagnitude(a: Decimal, b: Decimal): number {
  if (a.digits === '' || b.digits === '') return Math.sign(a.digits.length - b.digits.length);
  if (a.exponent !== b.exponent) return Math.sign(a.exponent - b.exponent);
  // Both are fractions now, whose digits order as text does.
  return compareText(a.digits, b.digits);
}

/** Orders two number texts by value: -1, 0 or 1. What is no number comes after all numbers, as text. */
export function compareNumbers(a: string, b: string): number {
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (x === undefined || y === undefined) {
    if (x === undefined && y === undefined) return compareText(a, b);
    return x === undefined ? 1 : -1;
  }
  if (x.negative !== y.negative) return x.negative ? -1 : 1;
  const order = compareMagnitude(x, y);
  return x.negative ? 0 - order : order;
}

/** Farther apart than this, the smaller of two numbers of 38 digits does not show in their sum. */
const APART = 120;

const wholeOf = ({ negative, digits, exponent }: Decimal, least: number): bigint => {
  const whole = BigInt(digits || '0') * 10n ** BigInt(exponent - digits.length - least);
  return negative ? -whole : whole;
};

function decimalText({ negative, digits, exponent }: Decimal): string {
  if (digits === '') return '0';
  const sign = negative ? '-' : '';
  if (exponent > 2 * DIGITS || exponent < -DIGITS) {
    const rest = digits.slice(1);
    return `${sign}${digits.slice(0, 1)}${rest === '' ? '' : `.${rest}`}e${exponent - 1}`;
  }
  if (exponent <= 0) return `${sign}0.${'0'.repeat(-exponent)}${digits}`;
  const padded = digits.padEnd(exponent, '0');
  const fraction = padded.slice(exponent);
  return `${sign}${padded.slice(0, exponent)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The sum of two number texts at DynamoDB's 38 digits; undefined when one of them is no number. */
export function addNumbers(a: string, b: string): string | undefined {
  const x = parseDecimal(a);
  const y = parseDecimal(b);
  if (x === undefined || y === undefined) return undefined;
  if (x.digits === '') return decimalText(y);
  if (y.digits === '') return decimalText(x);
  if (Math.abs(x.exponent - y.exponent) > APART) return decimalText(x.exponent > y.exponent ? x : y);
  const least = Math.min(x.exponent - x.digits.length, y.exponent - y.digits.length);
  const sum = parseDecimal(`${wholeOf(x, least) + wholeOf(y, least)}e${least}`);
  return sum === undefined ? undefined : decimalText(sum);
}
