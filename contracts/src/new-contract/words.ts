/** From the names of the command line and of Odoo to those of files, identifiers and fields. */

/** `goods-receipt`: a token of a subject, a file name. */
export const KEBAB = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** `goods-receipt`, `license_plate` -> `goodsReceipt`, `licensePlate` */
export const camel = (name: string): string =>
  name.replaceAll(/[-_]+([a-z0-9])/g, (_match, letter: string) => letter.toUpperCase()).replaceAll(/[-_]/g, '');

export const pascal = (name: string): string => camel(name).replace(/^./, (letter) => letter.toUpperCase());

export const upper = (name: string): string => name.replaceAll('-', '_').toUpperCase();

/** `goods-receipt` -> `goods receipt` */
export const spoken = (name: string): string => name.replaceAll(/[-_]/g, ' ');

/** `driver_id` -> `driver`, `tag_ids` -> `tags`, `license_plate` -> `licensePlate` */
export const ourField = (odooField: string): string => camel(odooField.replace(/_ids$/, 's').replace(/_id$/, ''));

/** A value of an Odoo selection as a word: `in_progress` -> `in-progress`, `g/km` -> `g-km`. */
export const ourWord = (value: string): string =>
  value
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** A text as TypeScript or Python writes it; prettier chooses the quotes. */
export const quoted = (text: string): string => JSON.stringify(text);

/** One line, at most so long. */
export const oneLine = (text: string, longest: number): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
};

// identifiers of the files that are made, and words that TypeScript keeps for itself
export const KEPT = new Set(
  (
    'became canonical canonicalId choice classes field flag hasSnapshot idOf many node number one oneOrNull origin rootRow snapshotOf text textOrNull z ' +
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in ' +
    'instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);
