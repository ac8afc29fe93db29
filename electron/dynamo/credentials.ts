import './webCrypto.ts';
import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { AppError } from '#shared/errors/appError.ts';
import type { ConnectionTarget } from '#shared/contract/connections.ts';

/** A target on AWS: a profile, or whatever the default credential chain finds where none is named. */
export type AwsTarget = Extract<ConnectionTarget, { readonly kind: 'profile' }>;

/** Asks the reader for the present code of the device named by `serial`; rejects when they will not give one. */
export type AskMfaCode = (serial: string) => Promise<string>;

type Provider = ReturnType<typeof fromIni>;
type Identity = Awaited<ReturnType<Provider>>;

/** Credentials that are got once and kept until shortly before they end. */
export interface CredentialSource {
  /** For the SDK. Never asks the reader anything: a profile that wants a code is then `MfaRequired`. */
  readonly provider: (options?: { readonly forceRefresh?: boolean | undefined }) => Promise<Identity>;
  /** Gets them anew, and asks for a code where the profile wants one. @throws whatever getting them throws */
  readonly signIn: (ask: AskMfaCode) => Promise<void>;
}

/** Credentials are got anew this long before they end, as the SDK does. */
const EARLY_MS = 5 * 60_000;

const mfaRequired = (serial: string): AppError<'MfaRequired'> =>
  new AppError('MfaRequired', {
    message: `A code from the MFA device ${serial} is needed to sign in.`,
    nextStep: 'Connect again and enter the code.',
  });

const isFresh = ({ expiration }: Identity): boolean =>
  expiration === undefined || expiration.getTime() - Date.now() > EARLY_MS;

/**
 * The credentials of a profile (static keys, SSO, a role assumed by MFA or without, a process), or of the default chain:
 * environment, SSO, files, process, web identity, container, instance.
 */
export function credentialsOf({ profile, region }: AwsTarget): CredentialSource {
  let ask: AskMfaCode | undefined;
  let kept: Promise<Identity> | undefined;

  const get = async (): Promise<Identity> => {
    const options = {
      mfaCodeProvider: (serial: string) => ask?.(serial) ?? Promise.reject(mfaRequired(serial)),
      // The files are read anew, so that signing in again outside is noticed at the next connect.
      ignoreCache: true,
      ...(region === undefined ? {} : { clientConfig: { region } }),
    };
    return profile === undefined ? fromNodeProviderChain(options)() : fromIni({ ...options, profile })();
  };

  const renew = (): Promise<Identity> => {
    const attempt = get();
    kept = attempt;
    attempt.catch(() => {
      if (kept === attempt) kept = undefined;
    });
    return attempt;
  };

  return {
    provider: async (options) => {
      const identity = options?.forceRefresh === true ? undefined : await kept?.catch(() => undefined);
      return identity !== undefined && isFresh(identity) ? identity : renew();
    },
    signIn: async (asked) => {
      ask = asked;
      try {
        await renew();
      } finally {
        ask = undefined;
      }
    },
  };
}
