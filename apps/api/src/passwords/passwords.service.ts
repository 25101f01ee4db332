import { type LinkFacts, type Whose, crashPoint } from '@app/persistence';
import { Inject, Injectable } from '@nestjs/common';
import type { LinkView, PasswordReceipt, PasswordByCode, PasswordRequest } from '@app/contracts/http';
import { parseIdentifier } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { z } from 'zod';
import { AddressLimits } from '../address-limits.js';
import { type Caller, countedAs } from '../caller.js';
import { JourneysClient } from '../journeys-client.js';
import { problem } from '../problem.js';
import { SETTINGS } from '../settings.provider.js';
import { siretOf } from '../typed-numbers.js';
import { findLinkByCode } from './code-check.js';
import { createPassword } from './create-password.js';
import { resetPassword } from './reset-password.js';
import type { NewCredentials } from '../sessions/device-cookie.js';
import { LoginGuard } from '../sessions/login-guard.js';
import { isCreation } from './link-facts.js';
import { findLink, noteOpened, refuseUnlessValid } from './link-lookup.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordJudge } from './password-judge.js';

/** The e-mailed link, looked at as often as anyone likes and consumed once, by an acceptable password alone (R15, R16). */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly orm: MikroORM,
    private readonly limits: AddressLimits,
    private readonly judge: PasswordJudge,
    private readonly hasher: PasswordHasher,
    private readonly guard: LoginGuard,
    private readonly journeys: JourneysClient,
    @Inject(SETTINGS) private readonly settings: ApiSettings,
  ) {}

  async inspect(token: string, caller: Caller): Promise<z.infer<typeof LinkView>> {
    await this.limits.spend('inspection', caller);
    const em = this.orm.em.fork();
    const link = await findLink(em, token);
    if (link.openedAt === null) await noteOpened(em, link);
    const { purpose, state, expiresAt, establishmentName } = link;
    return { purpose, state, expiresAt: new Date(expiresAt).toISOString(), establishmentName };
  }

  /** Link first, then the password, then consumption: a refusal costs the link nothing. */
  async create(
    request: z.infer<typeof PasswordRequest>,
    caller: Caller,
  ): Promise<{ receipt: z.infer<typeof PasswordReceipt>; credentials: NewCredentials }> {
    await this.limits.spend('password', caller);
    const em = this.orm.em.fork();
    const link = 'token' in request ? await findLink(em, request.token) : await this.linkByCode(em, request, caller);
    refuseUnlessValid(link.state);
    await this.judge.refuseUnlessAcceptable(request.password, link);
    const hash = await this.hasher.hash(request.password);
    const guardKeys = this.guard.keysOf(link.identifier);
    const receipt = receiptOf(link);
    if (isCreation(link)) {
      const { accountLifetime } = this.settings;
      const { notice, credentials } = await createPassword(em, link, hash, accountLifetime.text, guardKeys, caller);
      crashPoint('api.password.after-commit');
      this.journeys.signalInBackground(notice);
      return { receipt, credentials };
    }
    const credentials = await resetPassword(em, link, hash, guardKeys, caller);
    crashPoint('api.reset.after-commit');
    return { receipt, credentials };
  }

  /** One answer for everything that is not the right code (R17). */
  private async linkByCode(
    em: EntityManager,
    request: z.infer<typeof PasswordByCode>,
    caller: Caller,
  ): Promise<LinkFacts> {
    const whose = whoseOf(request);
    const link = whose && (await findLinkByCode(em, whose, request.code, countedAs(caller), this.settings.linkKeys));
    if (!link) throw problem('code-refused');
    return link;
  }
}

function whoseOf({ siret, identifier: typed = '' }: z.infer<typeof PasswordByCode>): Whose | undefined {
  if (siret !== undefined) return { siret: siretOf(siret) };
  const identifier = parseIdentifier(typed);
  return identifier === undefined ? undefined : { identifier };
}

const receiptOf = ({
  identifier,
  lastName,
  firstName,
  role,
  siret,
  establishmentName,
}: LinkFacts): z.infer<typeof PasswordReceipt> => ({
  identifier,
  account: { lastName, firstName, role, siret, establishmentName },
});
