import { type DynamicModule, Module, type OnApplicationShutdown } from '@nestjs/common';
import { configuredDirectories, eligibilityPolicy } from '@app/partners';
import { connectToDatabase } from '@app/persistence';
import type { ApiSettings } from '@app/settings';
import { MikroORM } from '@mikro-orm/postgresql';
import { PassportModule } from '@nestjs/passport';
import { LoggerModule } from 'nestjs-pino';
import type { Logger } from 'pino';
import { AddressLimits } from './address-limits.js';
import { DIRECTORY } from './establishments/directory.provider.js';
import { EstablishmentCheckService } from './establishments/establishment-check.service.js';
import { EstablishmentsController } from './establishments/establishments.controller.js';
import { LegalCategories } from './establishments/legal-categories.js';
import { HealthController } from './health/health.controller.js';
import { HealthService } from './health/health.service.js';
import { IdentifierRecoveriesController } from './identifier-recoveries/identifier-recoveries.controller.js';
import { IdentifierRecoveriesService } from './identifier-recoveries/identifier-recoveries.service.js';
import { JourneysClient } from './journeys-client.js';
import { requestLog } from './logging.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { PasswordResetsController } from './password-resets/password-resets.controller.js';
import { PasswordResetsService } from './password-resets/password-resets.service.js';
import { BreachService } from './passwords/breach-service.js';
import { PasswordHasher } from './passwords/password-hasher.js';
import { PasswordJudge } from './passwords/password-judge.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { EmailCorrectionService } from './registrations/email-correction.service.js';
import { RegistrationEvents } from './registrations/registration-events.service.js';
import { RegistrationsController } from './registrations/registrations.controller.js';
import { RegistrationsService } from './registrations/registrations.service.js';
import { ResendService } from './registrations/resend.service.js';
import { RenewalRequestsController } from './renewal-requests/renewal-requests.controller.js';
import { RenewalRequestsService } from './renewal-requests/renewal-requests.service.js';
import { AccountSerializer, LocalStrategy } from './sessions/local.strategy.js';
import { DeviceCookies } from './sessions/device-cookie.js';
import { LoginGuard } from './sessions/login-guard.js';
import { OwnPasswordService } from './sessions/own-password.service.js';
import { OwnSessionsService } from './sessions/own-sessions.service.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignInService } from './sessions/sign-in.service.js';
import { SignInThrottle } from './sessions/sign-in-throttle.js';
import { SETTINGS } from './settings.provider.js';

@Module({
  imports: [PassportModule.register({ session: true })],
  controllers: [
    ...[EstablishmentsController, RegistrationsController, PasswordsController, PasswordResetsController],
    ...[SessionsController, IdentifierRecoveriesController, RenewalRequestsController, HealthController],
    MetricsController,
  ],
  providers: [
    ...[AddressLimits, JourneysClient, HealthService, Metrics, EstablishmentCheckService],
    ...[RegistrationsService, RegistrationEvents, ResendService, EmailCorrectionService],
    ...[
      SignInService,
      SignInThrottle,
      LoginGuard,
      DeviceCookies,
      LocalStrategy,
      AccountSerializer,
      OwnSessionsService,
      OwnPasswordService,
    ],
    ...[PasswordResetsService, IdentifierRecoveriesService, RenewalRequestsService],
    ...[PasswordsService, PasswordJudge, PasswordHasher, BreachService],
  ],
})
export class AppModule implements OnApplicationShutdown {
  constructor(private readonly orm: MikroORM) {}

  static with(settings: ApiSettings, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [LoggerModule.forRoot({ pinoHttp: requestLog(logger), useExisting: true })],
      providers: [
        { provide: SETTINGS, useValue: settings },
        // Connects with the first query: a database that is away delays nothing and heals by itself.
        { provide: MikroORM, useFactory: () => connectToDatabase(settings.databaseUrl) },
        {
          provide: DIRECTORY,
          inject: [MikroORM],
          useFactory: (orm: MikroORM) => configuredDirectories(settings, orm.em),
        },
        { provide: LegalCategories, useFactory: () => legalCategories(settings) },
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orm.close(true);
  }
}

/** From the root of the repository, where every process is started. */
const legalCategories = ({ eligibilityOverrides }: ApiSettings): LegalCategories =>
  new LegalCategories(eligibilityPolicy('data/legal-categories.json', eligibilityOverrides));
