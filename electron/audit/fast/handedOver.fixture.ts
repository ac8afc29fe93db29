import type { OpenAuditPass } from '../auditPass.ts';
import type { PassParts } from '../passParts.ts';
import { fastPass } from './fastPass.ts';

/** A pass that is given bytes of its own, as a worker is: what it has given back is overwritten at once. */
export const handedOverPass =
  (parts: PassParts, onFreed: (page: Uint8Array) => void = () => undefined): OpenAuditPass =>
  async (setup, from) => {
    const free = (page: Uint8Array): void => {
      onFreed(page);
      page.fill(0xff);
    };
    const pass = await fastPass(parts, free)(setup, from);
    return {
      ...pass,
      addPage: (segment, page, table, last) => pass.addPage(segment, new Uint8Array(page), table, last),
      addLines: (segment, lines, table) => pass.addLines(segment, new Uint8Array(lines), table),
    };
  };
