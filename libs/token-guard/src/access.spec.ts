import { http } from '@latchkey/testing';
import { apitk, generateToken } from '@latchkey/token-format';
import { invalid, valid } from '@latchkey/contracts';
import { Controller, Get } from '@nestjs/common';
import { aSession, aToken, type GuardedApp, startGuardedApp } from '../test/guarded-app.js';
import { AnyCredential, OperatorOnly, Public, RequireAbility } from './access.js';

@Controller('silent')
class SilentController {
  @Get('silent')
  silent(): string {
    return 'in';
  }

  @Get('public')
  @Public()
  public(): string {
    return 'in';
  }

  @Get('any')
  @AnyCredential('silent/any')
  any(): string {
    return 'in';
  }
}

@Controller('public')
@Public()
class PublicController {
  @Get('silent')
  silent(): string {
    return 'in';
  }

  @Get('closed')
  @RequireAbility('contacts.read', 'public/closed')
  closed(): string {
    return 'in';
  }
}

@Controller('operators')
@OperatorOnly()
class OperatorController {
  @Get('silent')
  silent(): string {
    return 'in';
  }

  @Get('public')
  @Public()
  public(): string {
    return 'in';
  }
}

const token = generateToken(apitk);
const jwt = ['eyJhbGciOiJFZERTQSJ9', 'eyJzaWQiOiIxIn0', 'c2lnbmF0dXJl'].join('.');
let app: GuardedApp;

beforeAll(async () => {
  app = await startGuardedApp(SilentController, PublicController, OperatorController);
});
afterAll(() => app.close());

type Caller = 'nobody' | 'a stranger' | 'a free token' | 'a restricted token' | 'an operator';

const statusFor = async (caller: Caller, path: string): Promise<number> => {
  const abilities = caller === 'a restricted token' ? (['messages.send'] as const) : null;
  app.tokens.answer = () =>
    Promise.resolve(caller === 'a stranger' ? invalid('unknown') : valid(aToken({ abilities })));
  app.sessions.answer = () => Promise.resolve(valid(aSession()));
  const credential = { nobody: undefined, 'an operator': jwt }[caller as string] ?? token;
  const request = caller === 'nobody' ? {} : { token: credential };
  return (await http(app.url).request('GET', path, request)).status;
};

it.each`
  path                   | caller                  | status | why
  ${'/silent/silent'}    | ${'nobody'}             | ${401} | ${'what says nothing is closed'}
  ${'/silent/silent'}    | ${'a stranger'}         | ${401} | ${'what says nothing is closed'}
  ${'/silent/silent'}    | ${'a free token'}       | ${200} | ${'no layer restricts it (D3)'}
  ${'/silent/silent'}    | ${'a restricted token'} | ${403} | ${'none of its abilities stands for the route (D3)'}
  ${'/silent/silent'}    | ${'an operator'}        | ${200} | ${'a session knows no abilities'}
  ${'/silent/public'}    | ${'nobody'}             | ${200} | ${'the handler is public'}
  ${'/silent/public'}    | ${'a stranger'}         | ${200} | ${'a public handler looks at no credential'}
  ${'/silent/any'}       | ${'nobody'}             | ${401} | ${'any credential is still one'}
  ${'/silent/any'}       | ${'a stranger'}         | ${401} | ${'any credential is still a good one'}
  ${'/silent/any'}       | ${'a restricted token'} | ${200} | ${'whatever its restrictions'}
  ${'/public/silent'}    | ${'nobody'}             | ${200} | ${'the class is public'}
  ${'/public/closed'}    | ${'nobody'}             | ${401} | ${'the handler wins over its class'}
  ${'/public/closed'}    | ${'a free token'}       | ${200} | ${'the handler’s rule is kept'}
  ${'/public/closed'}    | ${'a restricted token'} | ${403} | ${'the handler wins over its class'}
  ${'/operators/silent'} | ${'nobody'}             | ${401} | ${'the class’s rule holds for its handlers'}
  ${'/operators/silent'} | ${'a free token'}       | ${403} | ${'tokens do not manage tokens (D14)'}
  ${'/operators/silent'} | ${'an operator'}        | ${200} | ${'it is for operators'}
  ${'/operators/public'} | ${'nobody'}             | ${200} | ${'the handler wins over its class'}
`('$path answers $caller with $status, because $why', async (row) => {
  const { path, caller, status } = row as { path: string; caller: Caller; status: number };
  await expect(statusFor(caller, path)).resolves.toBe(status);
});
