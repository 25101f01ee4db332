import { personsAmongFaults } from './chaos.fixture.js';

personsAmongFaults(200, 20_261);
