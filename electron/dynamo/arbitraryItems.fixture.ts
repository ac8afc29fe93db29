import fc from 'fast-check';
import { attributeMap, type AttributeMap, type AttributeValue } from '#shared/model/attributeValue.ts';

/** Names that break careless code, and any other. */
const nastyName = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'LastEvaluatedKey',
  'M',
  'a.b[0]',
  '😀',
);

const name = fc.oneof(nastyName, fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }));

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '"LastEvaluatedKey":{}', '\u0000', '\u2028', '</script>', '\u202E'),
);

/** Numbers in the form in which DynamoDB gives them back: no leading zeros, no exponent, up to 38 digits. */
const number = fc.oneof(
  fc.constantFrom('0', '12345678901234567890123456789012345678', '-99999999999999999999999999999999999999'),
  fc.constantFrom('0.1', '1234567890123456789.012345678901234567', '-0.5'),
  fc.integer().map(String),
);

const binary = fc
  .uint8Array({ minLength: 1, maxLength: 24 })
  .map((bytes) => Buffer.from(bytes).toString('base64'));

const setOf = <T>(member: fc.Arbitrary<T>) => fc.uniqueArray(member, { minLength: 1, maxLength: 4 });

const { value } = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text.map((S): AttributeValue => ({ S })),
    number.map((N): AttributeValue => ({ N })),
    binary.map((B): AttributeValue => ({ B })),
    fc.boolean().map((BOOL): AttributeValue => ({ BOOL })),
    fc.constant<AttributeValue>({ NULL: true }),
    setOf(fc.string({ minLength: 1, maxLength: 6 })).map((SS): AttributeValue => ({ SS })),
    setOf(fc.integer().map(String)).map((NS): AttributeValue => ({ NS })),
    setOf(binary).map((BS): AttributeValue => ({ BS })),
    fc.array(tie('value'), { maxLength: 4 }).map((L): AttributeValue => ({ L })),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 4 })
      .map((entries): AttributeValue => ({ M: attributeMap(entries) })),
  ),
}));

/** Any attributes that DynamoDB accepts, names such as `__proto__` included. */
export const arbitraryAttributes: fc.Arbitrary<AttributeMap> = fc
  .array(fc.tuple(name, value), { maxLength: 6 })
  .map(attributeMap);
