// A suite that reaches a default port passes or fails by what happens to run on the machine. It fails by name instead, also
// where the product takes the refusal for an outage.
import { afterAll } from '@jest/globals';
import { refuseDefaultPorts } from './default-ports.js';

const reached = refuseDefaultPorts();

afterAll(() => {
  if (reached.size > 0)
    throw new Error(`This suite reached default ports: ${[...reached].join(', ')}. Give it its own.`);
});
