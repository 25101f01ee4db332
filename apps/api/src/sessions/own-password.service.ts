import { Injectable } from '@nestjs/common';
import { crashPoint, holdActiveAccount, holdGuard } from '@app/persistence';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Caller } from '../caller.js';
import { PasswordHasher } from '../passwords/password-hasher.js';
import { PasswordJudge } from '../passwords/password-judge.js';
import { replacePassword } from '../passwords/replace-password.js';
import { problem } from '../problem.js';
import type { Device, NewCredentials } from './device-cookie.js';
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

  /** All that the old password opened ends with it (R52); the answer is whose the next session and the next device cookie are. */
  async change(
    who: SignedIn,
    currentPassword: string,
    newPassword: string,
    caller: Caller,
    device: Device | undefined,
  ): Promise<{ next: SignedIn; credentials: NewCredentials }> {
    const { attempt, account } = await this.signIns.verify(who.identifier, currentPassword, caller, device);
    // The present password was right: it counts as a sign-in whatever becomes of the new one.
    if (!(await this.guard.settleSucceeded(attempt))) throw problem('credentials-refused');
    await this.judge.refuseUnlessAcceptable(newPassword, account, 'newPassword');
    const hash = await this.hasher.hash(newPassword);
    const { id: accountId, credentialsVersion } = account;
    const credentials = await this.orm.em.fork().transactional(async (tx) => {
      await holdGuard(tx, { accountId, guardKeys: attempt.guardKeys });
      const held = await holdActiveAccount(tx, accountId, credentialsVersion);
      // Another password was set meanwhile.
      if (!held) throw problem('credentials-refused');
      const replaced = await replacePassword(tx, { accountId, hash, linkId: null, caller });
      crashPoint('api.own-password.before-commit');
      return replaced;
    });
    crashPoint('api.own-password.after-commit');
    return { next: { ...who, credentialsVersion: credentials.credentialsVersion }, credentials };
  }
}
