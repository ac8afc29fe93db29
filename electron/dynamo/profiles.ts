import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';

/** A profile of the reader's AWS configuration files; only its name and region, never its secrets. */
export interface AwsProfile {
  readonly profile: string;
  readonly region?: string;
}

/** The profiles of `~/.aws/config` and `~/.aws/credentials`, by name. Missing files mean none. */
export async function listProfiles(): Promise<AwsProfile[]> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const names = new Set([...Object.keys(configFile), ...Object.keys(credentialsFile)]);
  return [...names].sort().map((profile) => {
    const region = configFile[profile]?.['region'] ?? credentialsFile[profile]?.['region'];
    return { profile, ...(region === undefined ? {} : { region }) };
  });
}
