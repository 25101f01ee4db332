import { personsAmongFaults } from './chaos.fixture.js';

/** As many faults as the 200 persons of `chaos.proof.ts` meet, who also ask a second process of the API (keys that rotate). */
personsAmongFaults(40, 20_261, '{"faults":{"journeysAFault":5,"keyRotation":false}}');
