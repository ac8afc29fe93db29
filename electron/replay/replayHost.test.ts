import { replayHostContract } from './replayHost.contract.ts';
import { createInlineReplayHost } from './replayHost.ts';

replayHostContract('inline replay host', createInlineReplayHost);
