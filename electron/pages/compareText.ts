/** The order of two texts by their UTF-8 bytes, as DynamoDB sorts keys; JavaScript's `<` differs beyond U+FFFF. */
export const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
