import { Injectable } from '@nestjs/common';
import { PassportSerializer, PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { Asked } from '../caller.js';
import { SignInService } from './sign-in.service.js';
import type { SignedIn } from './signed-in.js';

@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  constructor(private readonly signIns: SignInService) {
    super({ usernameField: 'identifier', passwordField: 'password', passReqToCallback: true });
  }

  validate({ caller }: Asked, identifier: string, password: string): Promise<SignedIn> {
    return this.signIns.signIn(identifier, password, caller);
  }
}

/** The store reads the account anew at each request: nothing of it is written into a session. */
@Injectable()
export class AccountSerializer extends PassportSerializer {
  serializeUser(user: SignedIn, done: (error: null, user: SignedIn) => void): void {
    done(null, user);
  }
  deserializeUser(user: SignedIn, done: (error: null, user: SignedIn) => void): void {
    done(null, user);
  }
}
