/**
 * Floats of Odoo as decimal strings. Odoo rounds half away from zero on the decimal a person sees, so do we:
 * 15 significant digits are what a double holds for certain, so float noise (0.1 + 0.2) ends there.
 */

const SIGNIFICANT_DIGITS = 15;

interface Scaled {
  readonly negative: boolean;
  /** the value is `units` / 10^`scale` */
  readonly units: bigint;
  readonly scale: number;
}

function scaled(value: number): Scaled {
  if (!Number.isFinite(value)) throw new RangeError(`no decimal: ${String(value)}`);
  const [mantissa = '0', exponent = '0'] = Math.abs(value)
    .toExponential(SIGNIFICANT_DIGITS - 1)
    .split('e');
  return { negative: value < 0, units: BigInt(mantissa.replace('.', '')), scale: SIGNIFICANT_DIGITS - 1 - Number(exponent) };
}

/** `value` in units of 10^-`digits`, rounded half away from zero: (1.005, 2) -> 101n. */
export function minorUnits(value: number, digits: number): bigint {
  const { negative, units, scale } = scaled(value);
  const surplus = scale - digits;
  const rounded = surplus > 0 ? (units + 5n * 10n ** BigInt(surplus - 1)) / 10n ** BigInt(surplus) : units * 10n ** BigInt(-surplus);
  return negative ? -rounded : rounded;
}

interface Written {
  readonly sign: '' | '-';
  readonly whole: string;
  readonly fraction: string;
}

/**
 * The value as JavaScript writes it, where that is already the decimal a person sees: at most 15 digits, no exponent.
 * Nearly every amount is such, and reading it off is a tenth of the work of scaling it.
 */
function written(value: number): Written | undefined {
  const text = String(Math.abs(value));
  if (text.length > SIGNIFICANT_DIGITS || !PLAIN.test(text)) return undefined;
  const point = text.indexOf('.');
  const sign = value < 0 ? '-' : '';
  return point < 0 ? { sign, whole: text, fraction: '' } : { sign, whole: text.slice(0, point), fraction: text.slice(point + 1) };
}

const PLAIN = /^[0-9]+(\.[0-9]+)?$/;

const joined = ({ sign, whole, fraction }: Written): string => `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;

/** Exactly `digits` decimals: (2.5, 2) -> '2.50', (-0.001, 2) -> '0.00'. Errors: RangeError for NaN and infinities. */
export function decimal(value: number, digits: number): string {
  const plain = written(value);
  // nothing to round
  if (plain && plain.fraction.length <= digits) return joined({ ...plain, fraction: plain.fraction.padEnd(digits, '0') });
  const units = minorUnits(value, digits);
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`;
  return `${units < 0n ? '-' : ''}${whole}${fraction}`;
}

/** At least `digits` decimals, more (up to `most`) where the value has them: prices may be finer than their currency. */
export function fineDecimal(value: number, digits: number, most = 6): string {
  const plain = written(value);
  if (plain && plain.fraction.length <= most) return joined({ ...plain, fraction: plain.fraction.padEnd(digits, '0') });
  const text = decimal(value, Math.max(digits, most));
  let end = text.length;
  while (text[end - 1] === '0' && end > text.indexOf('.') + 1 + digits) end -= 1;
  return text.slice(0, text[end - 1] === '.' ? end - 1 : end);
}

/** Decimals of a rounding step: 0.01 -> 2, 1 -> 0, 0.05 -> 2. A step of 0 or less means 0 digits. */
export function digitsOfStep(step: number): number {
  if (step <= 0) return 0;
  return Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
}
