import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { AppError } from '#shared/errors/appError.ts';

/** A profile of the reader's AWS configuration files; only its name and region, never its secrets. */
export interface AwsProfile {
  readonly profile: string;
  readonly region?: string;
}

/** The profiles of `~/.aws/config` and `~/.aws/credentials`, by name. Missing files mean none. */
export async function listProfiles(): Promise<AwsProfile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const ofConfig = Object.keys(configFile).filter((name) => !NOT_PROFILES.test(name));
  const names = new Set([...ofConfig, ...Object.keys(credentialsFile)]);
  return [...names].sort().map((profile) => {
    const region = configFile[profile]?.['region'] ?? credentialsFile[profile]?.['region'];
    return { profile, ...(region === undefined ? {} : { region }) };
  });
}

/** Other sections of the config file, which the loader gives beside the profiles. */
const NOT_PROFILES = /^(sso-session|services)\./;

/** @throws AppError `InvalidInput`, naming the profiles there are, when the reader's AWS files know none of this name */
export async function requireProfile(profile: string): Promise<void> {
  const names = (await listProfiles()).map((known) => known.profile);
  if (names.includes(profile)) return;
  throw new AppError('InvalidInput', {
    message: `There is no profile ${profile} in your AWS configuration.`,
    nextStep:
      names.length === 0
        ? 'There is none at all: `aws configure` makes one.'
        : `It has ${names.length === 1 ? 'only ' : ''}${names.join(', ')}.`,
  });
}
