import { personsAmongFaults } from './chaos.fixture.js';

/** One fault in five persons; the 200 of `chaos.proof.ts` also ask a second process of the API (keys that rotate). */
personsAmongFaults(20, 20_261, '{"faults":{"journeysAFault":5,"keyRotation":false}}');
