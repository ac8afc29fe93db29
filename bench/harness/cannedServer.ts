import { createServer } from 'node:http';
import { z } from 'zod';
import { itemTexts, pageText } from './auditItems.ts';

// A program of its own: answers Scan with pages that are ready or made on the way, so that the engine's own time is gone.

const { items, perPage, ready } = z
  .object({ items: z.coerce.number(), perPage: z.coerce.number(), ready: z.enum(['ready', 'made']) })
  .parse({ items: process.argv[2], perPage: process.argv[3], ready: process.argv[4] });

const textOf = itemTexts();

const pageFrom = (from: number): Buffer => {
  const to = Math.min(items, from + perPage);
  const texts: string[] = [];
  for (let item = from; item < to; item += 1) texts.push(textOf(item));
  return Buffer.from(pageText(texts, to < items ? to : undefined));
};

const pages = new Map<number, Buffer>();
if (ready === 'ready') for (let from = 0; from < items; from += perPage) pages.set(from, pageFrom(from));

const askedSchema = z.object({
  ExclusiveStartKey: z.object({ PK: z.object({ S: z.coerce.number() }) }).optional(),
});

const server = createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (part: string) => {
    text += part;
  });
  request.on('end', () => {
    const from = askedSchema.parse(JSON.parse(text)).ExclusiveStartKey?.PK.S ?? 0;
    const body = pages.get(from) ?? pageFrom(from);
    response.writeHead(200, {
      'Content-Type': 'application/x-amz-json-1.0',
      'Content-Length': body.length,
      Server: 'canned',
    });
    response.end(body);
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
