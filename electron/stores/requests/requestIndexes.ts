/** An index of the `request` table (CONTRACTS 3), sorted by `created_at`; its hash key. */
export interface RequestIndex {
  readonly name: string;
  readonly hash: 'requester' | 'profile' | 'status';
}

/** What one person asked for. */
export const REQUESTER_INDEX: RequestIndex = { name: 'requester-index', hash: 'requester' };

/** What was asked for one profile. */
export const PROFILE_INDEX: RequestIndex = { name: 'profile-index', hash: 'profile' };

/** What is in one state. */
export const STATUS_INDEX: RequestIndex = { name: 'status-index', hash: 'status' };
