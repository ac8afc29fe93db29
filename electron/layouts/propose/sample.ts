import type { AttributeMap } from '#shared/model/attributeValue.ts';
import type { KeySchema } from '#shared/model/layout.ts';

/** Some items of a table, as a scan gave them: the items of a partition stand together, in the order of their keys. */
export interface TableSample {
  readonly table: string;
  readonly key: KeySchema;
  readonly ttlAttribute: string | undefined;
  readonly items: readonly AttributeMap[];
  /** Whether these are all items of the table. */
  readonly whole: boolean;
}
