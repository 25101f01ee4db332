import { Inject, Injectable } from '@nestjs/common';
import { type PasswordContext, passwordLength, passwordRefusals, passwordRefusalTexts } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { BreachService } from './breach-service.js';
import { estimateStrength } from './strength.js';

/** The password policy with its estimator, its lists and what we know of the person. */
@Injectable()
export class PasswordJudge {
  constructor(
    private readonly breaches: BreachService,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  /** 422 `password-refused` with every reason (R38). */
  async refuseUnlessAcceptable(password: string, whose: PasswordContext, path = 'password'): Promise<void> {
    const minLength = this.settings.passwordMinLength;
    const refusals = passwordRefusals(password, whose, estimateStrength, { minLength });
    const isTooLong = refusals.some(({ code }) => code === 'too-long');
    const breached = !isTooLong && (await this.breaches.knows(password));
    const all = [...refusals, ...(breached ? [{ code: 'breached', words: [] } as const] : [])];
    if (all.length === 0) return;
    const length = passwordLength(password);
    const errors = all.map(({ code, words }) => {
      return { path, code, message: passwordRefusalTexts[code]({ length, minLength, words }) };
    });
    throw problem('password-refused', { errors });
  }
}
