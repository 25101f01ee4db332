import { type DynamicModule, Module } from '@nestjs/common';
import type { WebSettings } from '@app/settings';
import { AccountController } from './account/account.controller.js';
import { ChangePasswordController } from './account/change-password.controller.js';
import { Api } from './api/api.js';
import { Drafts } from './drafts.js';
import { HealthController } from './health/health.controller.js';
import { HelpController } from './help/help.controller.js';
import { HomeController } from './home/home.controller.js';
import { ChangedController } from './journeys/password/changed/changed.controller.js';
import { CodeController } from './journeys/password/code/code.controller.js';
import { ForgottenController } from './journeys/password/forgotten/forgotten.controller.js';
import { IdentifierController } from './journeys/password/identifier/identifier.controller.js';
import { IdentifierReceipts } from './journeys/password/identifier/identifier-receipts.js';
import { LinkController } from './journeys/password/link/link.controller.js';
import { PasswordSet } from './journeys/password/password-set.js';
import { RecoveryController } from './journeys/identifier-recovery/recovery.controller.js';
import { RenewalController } from './journeys/registration/renewal/renewal.controller.js';
import { CaseEvents } from './journeys/registration/case/case-events.js';
import { CaseController } from './journeys/registration/case/case.controller.js';
import { NumbersController } from './journeys/registration/numbers/numbers.controller.js';
import { RequestController } from './journeys/registration/request/request.controller.js';
import { OwnAddress } from './journeys/registration/case/own-address.js';
import { LegalController } from './legal/legal.controller.js';
import { SealedCookies } from './sealed-cookies.js';
import { SETTINGS } from './settings.provider.js';
import { SignInController } from './sign-in/sign-in.controller.js';

@Module({})
export class WebModule {
  static with(settings: WebSettings): DynamicModule {
    return {
      module: WebModule,
      controllers: [
        ...[HomeController, SignInController, AccountController, ChangePasswordController],
        ...[HelpController, LegalController, HealthController],
        ...[NumbersController, RequestController, CaseController, RenewalController, RecoveryController],
        ...[LinkController, CodeController, IdentifierController, ForgottenController, ChangedController],
      ],
      providers: [
        { provide: SETTINGS, useValue: settings },
        Api,
        SealedCookies,
        Drafts,
        CaseEvents,
        OwnAddress,
        IdentifierReceipts,
        PasswordSet,
      ],
    };
  }
}
