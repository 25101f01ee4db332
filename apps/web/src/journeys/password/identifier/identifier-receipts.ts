import { Injectable } from '@nestjs/common';
import { PasswordReceipt } from '@app/contracts/http';
import type { Request, Response } from 'express';
import type { PasswordReceipt as Receipt } from '../../../api/generated/parcours.js';
import { SealedCookies } from '../../../sealed-cookies.js';
import { addresses } from '../../../ui/addresses.js';

const place = { name: 'identifiant', path: addresses.identifier, minutes: 10 };

/** What the page of a new identifiant shows. */
@Injectable()
export class IdentifierReceipts {
  constructor(private readonly cookies: SealedCookies) {}

  keep(request: Request, response: Response, content: Receipt): Promise<void> {
    return this.cookies.keep(request, response, place, content);
  }

  async of(request: Request): Promise<Receipt | undefined> {
    const kept = await this.cookies.of(request, place);
    return PasswordReceipt.optional().parse(kept?.content);
  }
}
