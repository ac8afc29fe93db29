import type { IncomingMessage } from 'node:http';

const valuesOf = (request: IncomingMessage, name: string): readonly string[] =>
  request.rawHeaders.filter((_text, index, all) => index % 2 === 1 && all[index - 1]?.toLowerCase() === name);

/**
 * The authority a request was meant for, when it is one of ours: exactly one `Host`, `127.0.0.1:<port>` or
 * `localhost:<port>`. Undefined for anything else: a page of another name that was made to resolve to this computer
 * (DNS rebinding) shows itself here and nowhere else, for its GETs carry no `Origin`.
 */
export function allowedHost(request: IncomingMessage, port: number): string | undefined {
  const hosts = valuesOf(request, 'host');
  const [host] = hosts;
  if (hosts.length !== 1 || host === undefined) return undefined;
  const name = host.toLowerCase();
  return name === `127.0.0.1:${port}` || name === `localhost:${port}` ? name : undefined;
}

/** What the `Origin` of a request says: none was sent, it is the page of this host, or it is another. */
export function originOf(request: IncomingMessage, host: string): 'absent' | 'own' | 'foreign' {
  const origins = valuesOf(request, 'origin');
  if (origins.length === 0) return 'absent';
  return origins.length === 1 && origins[0]?.toLowerCase() === `http://${host}` ? 'own' : 'foreign';
}

/** Path and query of a request's target, or undefined when it is no plain path (`http://…`, `//…`, `*`). */
export function targetOf(
  request: IncomingMessage,
): { readonly path: string; readonly query: string } | undefined {
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\')) return undefined;
  const mark = target.indexOf('?');
  return mark === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, mark), query: target.slice(mark + 1) };
}
