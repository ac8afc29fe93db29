import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** How long a launch link works when nobody uses it, in ms. */
export const LAUNCH_LIFETIME_MS = 60 * 60 * 1000;

/** Most unused links and most browsers at a time; the oldest give way. */
const MOST = 32;

/** Who may talk to the web host: one-use launch tokens, and the sessions they turn into. Kept in memory only. */
export interface Launches {
  /** A new token, good for one use within {@link LAUNCH_LIFETIME_MS}. */
  readonly mint: () => string;
  /** Uses `token` up: the value of a new session's cookie, or undefined when it is unknown, used or too old. */
  readonly redeem: (token: string) => string | undefined;
  /** Whether a `Cookie` header carries a session of this host. */
  readonly isSession: (cookieHeader: string | undefined) => boolean;
  /** The `Set-Cookie` value for a session. */
  readonly cookie: (session: string) => string;
}

interface Secret {
  readonly digest: Buffer;
  readonly madeMs: number;
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

const newSecret = (): string => randomBytes(32).toString('base64url');

/** The place of `text` among `secrets`, or -1. Looks at every one in full, so the time taken tells nothing. */
const indexOfSecret = (secrets: readonly Secret[], text: string): number => {
  const digest = digestOf(text);
  return secrets.reduce(
    (found, secret, index) => (timingSafeEqual(secret.digest, digest) ? index : found),
    -1,
  );
};

const remember = (secrets: Secret[], text: string, madeMs: number): void => {
  secrets.push({ digest: digestOf(text), madeMs });
  if (secrets.length > MOST) secrets.shift();
};

/**
 * Tokens and sessions of the host on `port`. Cookies know no ports, so the name carries it: two hosts on one
 * computer do not overwrite each other's.
 */
export function createLaunches(port: number, now: () => number): Launches {
  const tokens: Secret[] = [];
  const sessions: Secret[] = [];
  const name = `dynascope-${port}`;

  return {
    mint: () => {
      const token = newSecret();
      remember(tokens, token, now());
      return token;
    },
    redeem: (token) => {
      const index = indexOfSecret(tokens, token);
      if (index === -1) return undefined;
      const [used] = tokens.splice(index, 1);
      if (used === undefined || now() - used.madeMs > LAUNCH_LIFETIME_MS) return undefined;
      const session = newSecret();
      remember(sessions, session, now());
      return session;
    },
    isSession: (header) =>
      (header ?? '').split(';').some((pair) => {
        const [key, ...value] = pair.trim().split('=');
        return key === name && indexOfSecret(sessions, value.join('=')) !== -1;
      }),
    cookie: (session) => `${name}=${session}; Path=/; HttpOnly; SameSite=Strict`,
  };
}
