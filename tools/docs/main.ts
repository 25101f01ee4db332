/** Part of `npm run check`: says what pages, comments and tests cite that is not there. */
import { missingCitations } from './missing-citations.js';
import { Repository } from './repository.js';

const missing = missingCitations(new Repository('.'));
for (const sentence of missing) console.error(sentence);
process.exit(missing.length > 0 ? 1 : 0);
