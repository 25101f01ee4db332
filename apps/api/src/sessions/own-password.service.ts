import { Injectable } from '@nestjs/common';
import { audit, crashPoint, makeAccountMailDue, writeNotice } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordJudge } from '../passwords/password-judge.js';
import { problem } from '../problem.js';
import { LoginGuard } from './login-guard.js';
import type { SignedIn } from './signed-in.js';
import { SignInService } from './sign-in.service.js';

/** « Changer mon mot de passe »: the present one is checked under the same counter as a sign-in (R31). */
@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly orm: MikroORM,
    private readonly signIns: SignInService,
    private readonly guard: LoginGuard,
    private readonly judge: PasswordJudge,
    private readonly hasher: PasswordHasher,
  ) {}

  /** Every session ends with the old password; the answer is whose the next one is. */
  async change(who: SignedIn, currentPassword: string, newPassword: string, caller: Caller): Promise<SignedIn> {
    const { attempt, account } = await this.signIns.verify(who.identifier, currentPassword, caller);
    // The present password was right: it counts as a sign-in whatever becomes of the new one.
    if (!(await this.guard.settleSucceeded(attempt, null))) throw problem('credentials-refused');
    await this.judge.refuseUnlessAcceptable(newPassword, account, 'newPassword');
    const hash = await this.hasher.hash(newPassword);
    const { address, correlationId } = caller;
    const version = await this.orm.em.fork().transactional(async (tx) => {
      const [changed] = await tx.execute<{ version: number }[]>(
        `update account set password_hash = ?, credentials_version = credentials_version + 1
         where id = ? and credentials_version = ? and status = 'active' returning credentials_version as version`,
        [hash, account.id, account.credentialsVersion],
      );
      if (!changed) throw problem('credentials-refused');
      await tx.execute('delete from session where account_id = ?', [account.id]);
      await makeAccountMailDue(tx, account.id, 'password-changed');
      await writeNotice(tx, { journey: 'account-mail', subject: account.id, correlationId });
      const line = { event: 'password.changed', actor: 'person', subject: account.id, outcome: 'changed' };
      await audit(tx, { ...line, address, correlationId });
      crashPoint('api.own-password.before-commit');
      return changed.version;
    });
    crashPoint('api.own-password.after-commit');
    return { ...who, credentialsVersion: version };
  }
}
