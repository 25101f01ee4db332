import type { Story } from '../story.js';
import { askingAgain } from './asking-again.js';
import { comingBack } from './coming-back.js';
import { creatingPassword } from './creating-password.js';
import { deciding } from './deciding.js';
import { givingUp } from './giving-up.js';
import { registering } from './registering.js';
import { signingIn } from './signing-in.js';
import { unheard } from './unheard.js';
import { waiting } from './waiting.js';

/** Told in this order: what takes longest comes first. */
export const stories: readonly Story[] = [
  ...[...registering, ...givingUp, ...unheard, ...waiting],
  ...[...askingAgain, ...deciding, ...creatingPassword, ...comingBack, ...signingIn],
];
