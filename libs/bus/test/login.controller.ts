import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { Answers, BusContext } from '../src/index.js';
import { contract } from './contracts.js';

export interface Login {
  readonly email: string;
  readonly password: string;
  readonly hint?: string | null;
}

export interface Session {
  readonly id: number;
  readonly token: string;
}

const secrets = { request: ['password', 'hint'], reply: ['token'] };
export const login = contract<Login, Session>('test.login.v1', { secrets });
export const enroll = contract<Login, Session>('test.enroll.v1', { secrets });

/** Takes secrets and hands one out. */
@Controller()
export class LoginController {
  readonly received: { readonly body: Login; readonly principal: string | null }[] = [];
  token = 'a token';

  @Answers(login)
  login(@Payload() body: Login, @Ctx() { principal }: BusContext): Session {
    this.received.push({ body, principal });
    return { id: 1, token: this.token };
  }

  @Answers(enroll)
  enroll(@Payload() body: Login, @Ctx() context: BusContext): Session {
    return this.login(body, context);
  }
}
