/**
 * The rules of compatibility, as data. What a rule's effect means for a part of a contract is said in judge.ts:
 *
 *   narrows   something that was valid is not valid any more
 *   widens    something is valid that was not valid before
 *   both      the two sets of valid values differ both ways
 *   meaning   the same values are valid, but say or promise something else
 *   unjudged  the check cannot tell, and therefore says no
 */
export type Effect = 'narrows' | 'widens' | 'both' | 'meaning' | 'unjudged';

export interface Rule {
  readonly effect: Effect;
  readonly why: string;
  readonly remedy: string;
  /** counts in a command's input, too, though the effect alone would not */
  readonly alsoForSenders?: true;
}

const rule = (effect: Effect, why: string, remedy: string): Rule => ({ effect, why, remedy });
const forSenders = (effect: Effect, why: string, remedy: string): Rule => ({ effect, why, remedy, alsoForSenders: true });

const NEW_MAJOR = 'Leave this version as it was and say the new shape in a new major version beside it.';
const KEEP_WIDE = 'Keep what was allowed; check the narrower rule in the domain and refuse with a code.';
const NEW_FIELD = 'Keep the field as it was and add an optional field with the new shape.';
const REWRITE = 'Write the schema with the keywords in contracts/src/compatibility/keywords.ts, or teach the check the keyword.';

const TYPES = {
  'type-changed': rule('both', 'A value of one type is parsed as another.', NEW_FIELD),
  'type-removed': rule('narrows', 'Values of this type were valid and are not any more.', KEEP_WIDE),
  'type-added': rule('widens', 'A reader that knows the other types meets one that it cannot parse.', NEW_FIELD),
  'null-removed': rule('narrows', 'null was valid: it is in stored events and in what senders send.', 'Keep `.nullable()`.'),
  'null-added': rule('widens', 'A reader that never met null fails on it.', 'Keep the field filled, or add an optional field beside it.'),
  'integer-required': rule('narrows', 'Fractions were valid and are not any more.', KEEP_WIDE),
  'fraction-allowed': rule('widens', 'A reader with a whole-number type meets a fraction.', NEW_FIELD),
} as const satisfies Record<string, Rule>;

const VALUES = {
  'enum-value-removed': rule(
    'narrows',
    'This value is in stored events and in what senders send.',
    'Keep the value, even if it is never sent again.',
  ),
  'enum-value-added': rule('widens', 'A reader that switches over the known values meets one that it does not know.', NEW_MAJOR),
  'enum-added': rule('narrows', 'Any value was valid, now only the listed ones.', KEEP_WIDE),
  'enum-removed': rule('widens', 'A reader that switches over the listed values meets any other.', NEW_FIELD),
  'const-changed': rule('both', 'The fixed value is what readers recognise the shape by.', NEW_MAJOR),
  'default-changed': rule(
    'meaning',
    'Who leaves the field out means something else than before.',
    'Keep the default; give the new choice a field of its own.',
  ),
  'default-removed': rule('meaning', 'Who leaves the field out relied on the default.', 'Keep the default.'),
} as const satisfies Record<string, Rule>;

const OBJECTS = {
  'required-property-removed': forSenders(
    'widens',
    'Readers rely on the field; what senders put there is ignored.',
    'Keep the field filled; deprecate it in its description.',
  ),
  'optional-property-removed': forSenders(
    'widens',
    'Readers lose data without a word; what senders put there is ignored.',
    'Keep the field; deprecate it in its description.',
  ),
  'property-renamed': forSenders(
    'both',
    'For a reader a renamed field is one lost and one unknown.',
    'Keep the old name, and fill both if the new one is worth it.',
  ),
  'required-property-added': rule('narrows', 'Stored events and the input of senders lack the field.', 'Make the field optional.'),
  'property-made-required': rule(
    'narrows',
    'Stored events and the input of senders may lack the field.',
    'Keep the field optional; refuse with a code where it is missing.',
  ),
  'property-made-optional': rule(
    'widens',
    'A reader that relies on the field meets data without it.',
    'Keep the field required and filled.',
  ),
  'property-added-to-closed': rule('widens', 'The released shape refuses unknown fields, so its readers refuse this one.', NEW_MAJOR),
  'additional-properties-closed': rule('narrows', 'Unknown fields were ignored and are refused now.', 'Leave the object open (z.object).'),
  'additional-properties-opened': rule('widens', 'Readers that refuse unknown fields meet some.', NEW_MAJOR),
  'min-properties-raised': rule('narrows', 'Smaller objects were valid.', KEEP_WIDE),
  'min-properties-lowered': rule('widens', 'A reader meets fewer entries than it was promised.', NEW_MAJOR),
  'max-properties-lowered': rule('narrows', 'Larger objects were valid.', KEEP_WIDE),
  'max-properties-raised': rule('widens', 'A reader meets more entries than it was promised.', NEW_MAJOR),
} as const satisfies Record<string, Rule>;

const LISTS = {
  'min-items-raised': rule('narrows', 'Shorter lists were valid.', KEEP_WIDE),
  'min-items-lowered': rule('widens', 'A reader that takes the first entry for granted meets a shorter list.', NEW_MAJOR),
  'max-items-lowered': rule('narrows', 'Longer lists were valid.', KEEP_WIDE),
  'max-items-raised': rule('widens', 'A reader meets more entries than it has room for.', NEW_MAJOR),
  'unique-items-required': rule('narrows', 'Lists with repeated entries were valid.', KEEP_WIDE),
  'unique-items-dropped': rule('widens', 'A reader that keys by the entry meets it twice.', NEW_MAJOR),
  'tuple-length-changed': rule('both', 'Entries have their meaning by position.', NEW_FIELD),
} as const satisfies Record<string, Rule>;

const TEXTS = {
  'pattern-added': rule('narrows', 'Texts outside the pattern were valid.', KEEP_WIDE),
  'pattern-removed': rule('widens', 'A reader that parses by the pattern meets other texts.', NEW_FIELD),
  'pattern-changed': rule('both', 'Patterns are not compared by what they match: any change counts.', NEW_FIELD),
  'format-added': rule('narrows', 'Texts outside the format were valid.', KEEP_WIDE),
  'format-removed': rule('widens', 'A reader that parses the format meets other texts.', NEW_FIELD),
  'format-changed': rule('both', 'A text of one format is parsed as another.', NEW_FIELD),
  'min-length-raised': rule('narrows', 'Shorter texts were valid.', KEEP_WIDE),
  'min-length-lowered': rule('widens', 'A reader meets a text shorter than promised, perhaps an empty one.', NEW_MAJOR),
  'max-length-lowered': rule('narrows', 'Longer texts were valid.', KEEP_WIDE),
  'max-length-raised': rule('widens', "A reader's column is as long as the promise was.", NEW_MAJOR),
  'content-changed': rule('both', 'The text is decoded in another way.', NEW_FIELD),
} as const satisfies Record<string, Rule>;

const NUMBERS = {
  'lower-bound-raised': rule('narrows', 'Smaller numbers were valid.', KEEP_WIDE),
  'lower-bound-lowered': rule('widens', 'A reader meets a number below the promised bound.', NEW_MAJOR),
  'upper-bound-lowered': rule('narrows', 'Larger numbers were valid.', KEEP_WIDE),
  'upper-bound-raised': rule('widens', 'A reader meets a number above the promised bound.', NEW_MAJOR),
  'multiple-of-coarser': rule('narrows', 'Finer steps were valid.', KEEP_WIDE),
  'multiple-of-finer': rule('widens', 'A reader that rounds to the step loses the rest.', NEW_MAJOR),
  'multiple-of-changed': rule('both', 'The steps do not fit into each other.', NEW_FIELD),
} as const satisfies Record<string, Rule>;

const CHOICES = {
  'option-removed': rule(
    'narrows',
    'Values of this shape were valid and are not any more.',
    'Keep the shape, even if it is never sent again.',
  ),
  'option-added': rule('widens', 'A reader that knows the other shapes meets one that it cannot parse.', NEW_MAJOR),
  'choice-kind-changed': rule(
    'both',
    'A value that fits several shapes is valid under anyOf and invalid under oneOf.',
    'Keep anyOf or oneOf as it was.',
  ),
} as const satisfies Record<string, Rule>;

const PROTECTION = {
  'data-class-raised': rule(
    'meaning',
    'Subscribers whose permission ends below the new class lose the field.',
    'Agree with the subscribers, then waive; or put it into a new field.',
  ),
  'data-class-lowered': rule(
    'meaning',
    'What was protected for those it is about becomes visible to more subscribers.',
    'Keep the class; let the owner of the data decide, then waive.',
  ),
  'data-class-removed': rule('meaning', 'A field without a class is protected by nothing.', 'Give the field its class again.'),
  'event-class-raised': rule(
    'meaning',
    'Subscribers whose permission ends below the new class lose the whole event.',
    'Agree with the subscribers, then waive.',
  ),
  'event-class-lowered': rule(
    'meaning',
    'Subscribers that were kept out get the whole event.',
    'Keep the class; let the owner of the data decide, then waive.',
  ),
} as const satisfies Record<string, Rule>;

const PROMISES = {
  'contract-removed': rule('meaning', 'Subscribers and senders use it.', 'Keep the contract until its sunset date has passed.'),
  'sunset-brought-forward': rule('meaning', 'Those who use it planned with the later day.', 'Keep the sunset date, or a later one.'),
  'kind-changed': rule('meaning', 'An event cannot become a command under the same name.', 'Give the new contract a new name.'),
  'subject-changed': rule('meaning', 'Subscriptions and permissions name the subject.', 'Keep the subject.'),
  'delivery-changed': rule(
    'meaning',
    'Subscribers rely on how soon and in which amounts events come.',
    'Keep the delivery class, or say the other one in a new major version.',
  ),
  'record-changed': rule('meaning', 'Record ids, order and versions are those of another record.', NEW_MAJOR),
  'scope-key-removed': rule('meaning', 'Subscriptions limited by this key match nothing any more.', 'Keep the key in `scope`.'),
  'aggregate-changed': rule('meaning', 'Commands that were applied one after another may overtake each other.', NEW_MAJOR),
  'refusal-removed': rule(
    'meaning',
    'Senders handle the code; what it stood for now comes as something else.',
    'Keep the code, or say the new behaviour in a new major version.',
  ),
} as const satisfies Record<string, Rule>;

/** These cannot be waived: the check itself is blind where they stand. */
const BLIND = {
  'keyword-not-judged': rule('unjudged', 'The check does not know this keyword, so it cannot promise anything.', REWRITE),
  'keyword-malformed': rule('unjudged', 'The keyword holds something that it may not hold.', REWRITE),
  'combination-not-judged': rule('unjudged', 'The check cannot merge these parts into one shape.', REWRITE),
  'reference-not-resolved': rule(
    'unjudged',
    'The check cannot follow the reference.',
    'Use references within the schema (#/$defs/...) only.',
  ),
  'catalogue-unreadable': rule(
    'unjudged',
    'Without contracts/generated/contracts.json nobody knows which contracts there are.',
    'Run `npm run generate` and commit the result.',
  ),
  'schema-missing': rule('unjudged', 'A contract without its schema promises nothing.', 'Run `npm run generate` and commit the result.'),
  'schema-unreadable': rule('unjudged', 'The schema is no JSON Schema that can be read.', 'Run `npm run generate` and commit the result.'),
  'released-unreadable': rule(
    'unjudged',
    'What was released cannot be read, so nothing can be compared with it.',
    'Restore the file from the history of the repository.',
  ),
  'released-edited': rule(
    'unjudged',
    'A released revision differs from what was released.',
    'Restore the file from the history of the repository.',
  ),
  'waiver-malformed': rule(
    'unjudged',
    'A waiver names contract, rule, path, reason and expiry, nothing else.',
    'Correct it, see docs/versions-and-compatibility.md.',
  ),
  'waiver-expired': rule(
    'unjudged',
    'The time given to the subscribers is over.',
    'Release the change, or undo it; then remove the waiver.',
  ),
  'waiver-unused': rule('unjudged', 'A waiver that matches nothing would excuse a later break unseen.', 'Remove it.'),
} as const satisfies Record<string, Rule>;

export const RULES = { ...TYPES, ...VALUES, ...OBJECTS, ...LISTS, ...TEXTS, ...NUMBERS, ...CHOICES, ...PROTECTION, ...PROMISES, ...BLIND };
export type RuleId = keyof typeof RULES;

export const isRule = (id: string): id is RuleId => Object.hasOwn(RULES, id);
export const ruleOf = (id: RuleId): Rule => RULES[id];
export const mayBeWaived = (id: RuleId): boolean => !Object.hasOwn(BLIND, id);

/** A difference between two schemas, or a thing that hinders the comparison; where, and what exactly. */
export interface Change {
  readonly rule: RuleId;
  /** `data.lines[].product.code` */
  readonly path: string;
  /** the values that differ, for a person */
  readonly what: string;
}
