import { createMemoryPorts } from './memoryPort.ts';
import { portContract } from './port.contract.ts';

portContract('memory', () => Promise.resolve({ ...createMemoryPorts(), dispose: () => Promise.resolve() }));
