import type { AttributeMap } from '#shared/model/attributeValue.ts';

/** A piece of what is audited, as it comes. The bytes are the receiver's. */
export type AuditPiece =
  | {
      readonly kind: 'page';
      readonly segment: number;
      readonly bytes: Uint8Array;
      /** Read capacity consumed. */
      readonly units: number;
      /** Whether that is estimated, by what other pages consumed. */
      readonly estimated?: boolean | undefined;
      /** Where the segment goes on; undefined: it has ended. */
      readonly lastKey: AttributeMap | undefined;
      /** What a pass is told of the table that it comes from. */
      readonly table: string | undefined;
    }
  | {
      readonly kind: 'lines';
      readonly segment: number;
      readonly bytes: Uint8Array;
      readonly table: string | undefined;
    };

/** Pieces in the order in which they come. */
export type AuditPieces = AsyncIterable<AuditPiece>;
