import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PasswordReceipt } from '../../api/generated/parcours.js';
import { Drafts, forms } from '../../drafts.js';
import { seeOther } from '../../page.js';
import { SealedCookies } from '../../sealed-cookies.js';
import { addresses } from '../../ui/addresses.js';
import { IdentifierReceipts } from './identifier/identifier-receipts.js';
import type { LinkPurpose } from './link/link-purpose.js';

const changed = { name: 'modifie', path: addresses.passwordChanged, minutes: 10 };

/** Where a password that was accepted leads to; only the browser that set it is told of it. */
@Injectable()
export class PasswordSet {
  constructor(
    private readonly cookies: SealedCookies,
    private readonly receipts: IdentifierReceipts,
    private readonly drafts: Drafts,
  ) {}

  /** A first password: the identifiant, which « Se connecter » holds already; another one: « modifié » (F7). */
  async tell(request: Request, response: Response, purpose: LinkPurpose, receipt: PasswordReceipt): Promise<void> {
    if (purpose === 'reset') {
      await this.cookies.keep(request, response, changed, true);
      // « Se connecter » no longer says « verrouillée »: the reset unlocks.
      await this.drafts.keep(request, response, forms.signIn, {});
      // And the mail that was to be looked for has done its work.
      await this.drafts.keep(request, response, forms.forgotten, {});
      return seeOther(response, addresses.passwordChanged);
    }
    await this.receipts.keep(request, response, receipt);
    await this.drafts.keep(request, response, forms.signIn, { identifiant: receipt.identifier });
    seeOther(response, addresses.identifier);
  }

  async hasChanged(request: Request): Promise<boolean> {
    return (await this.cookies.of(request, changed)) !== undefined;
  }
}
