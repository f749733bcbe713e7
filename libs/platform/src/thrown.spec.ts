import { BusAnswerError, BusUnavailableError } from '@latchkey/bus';
import { Refusal } from '@latchkey/contracts';
import { QueryFailedError } from 'typeorm';
import { refusalIn } from './thrown.js';

const coded = (code: string, message = 'it failed'): Error => Object.assign(new Error(message), { code });
/** As a query builder throws what the driver threw. */
const wrapped = (driverError: Error): Error => new QueryFailedError('SELECT 1', [], driverError);

describe('an outage of PostgreSQL', () => {
  it.each([
    { code: 'ECONNREFUSED', why: 'nobody listens' },
    { code: 'ECONNRESET', why: 'the connection was cut' },
    { code: 'EPIPE', why: 'the connection was closed under us' },
    { code: 'ETIMEDOUT', why: 'nothing came back' },
    { code: 'EHOSTUNREACH', why: 'the host is away' },
    { code: 'ENETUNREACH', why: 'the network is away' },
    { code: 'ENOTFOUND', why: 'the name is gone' },
    { code: 'EAI_AGAIN', why: 'nobody resolves names' },
    { code: '57P01', why: 'it is shutting down' },
    { code: '57P02', why: 'it crashed' },
    { code: '57P03', why: 'it is starting' },
    { code: '53300', why: 'it has no connection left' },
    { code: '25P03', why: 'we stood still in a transaction' },
    { code: '55P03', why: 'somebody else kept a lock' },
    { code: '57014', why: 'the statement took too long' },
    { code: '08006', why: 'the connection failed' },
    { code: '08P01', why: 'the protocol broke' },
  ])('is no defect: $code, $why', ({ code }) => {
    for (const thrown of [coded(code), wrapped(coded(code))]) {
      expect(refusalIn(thrown)).toMatchObject({ kind: 'unavailable', code: 'service.unavailable' });
    }
  });

  it.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout exceeded when trying to connect',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
    'Cannot use a pool after calling end on the pool',
    'Driver not Connected',
  ])('is told by its message where there is no code: %s', (message) => {
    expect(refusalIn(new Error(message))?.kind).toBe('unavailable');
    expect(refusalIn(wrapped(new Error(message)))?.kind).toBe('unavailable');
  });

  it('is found among the errors of several addresses', () => {
    const everyAddress = new AggregateError([coded('EACCES'), coded('ECONNREFUSED')]);
    expect(refusalIn(everyAddress)?.kind).toBe('unavailable');
  });
});

describe('an outage behind an error of another library', () => {
  it('is found where that library keeps what the driver said', () => {
    const translated = Object.assign(new Error('query failed'), { driverError: coded('57P01') });
    expect(refusalIn(translated)?.kind).toBe('unavailable');
  });
});

describe('a defect', () => {
  it.each([
    { thrown: new TypeError('x is not a function'), why: 'the code is wrong' },
    { thrown: coded('42P01', 'relation "tokens" does not exist'), why: 'a table is missing' },
    { thrown: coded('42703'), why: 'a column is missing' },
    { thrown: coded('23505'), why: 'a row exists already' },
    { thrown: wrapped(coded('22001')), why: 'a text is too long for its column' },
    { thrown: coded('28P01'), why: 'the password is wrong' },
    { thrown: wrapped(coded('23514')), why: 'a check failed' },
    { thrown: new Error('we said: Connection terminated'), why: 'the words stand elsewhere' },
    { thrown: new AggregateError([coded('42P01')]), why: 'none of its errors is an outage' },
    { thrown: { code: 'ECONNREFUSED' }, why: 'it is no error at all' },
    { thrown: 'ECONNREFUSED', why: 'it is a text' },
    { thrown: undefined, why: 'it is nothing' },
    { thrown: null, why: 'it is nothing' },
  ])('is no refusal, because $why', ({ thrown }) => {
    expect(refusalIn(thrown)).toBeNull();
  });

  it('may be its own cause without keeping us for ever', () => {
    const circular = new Error('round and round');
    expect(refusalIn(Object.assign(circular, { driverError: circular }))).toBeNull();
  });
});

describe('a refusal', () => {
  it('is taken as it is', () => {
    const refusal = new Refusal('conflict', 'token.taken', 'Taken');
    expect(refusalIn(refusal)).toBe(refusal);
  });

  it('of the other side is passed on whole', () => {
    const theirs = Refusal.invalid({ name: ['must be a text'] });
    expect(refusalIn(new BusAnswerError(theirs.toWire()))).toMatchObject(theirs.toWire());
  });

  it('is not what the other side calls a defect', () => {
    expect(refusalIn(new BusAnswerError({ kind: 'defect', message: 'Internal error' }))).toBeNull();
    expect(refusalIn(new BusAnswerError('broken'))).toBeNull();
  });

  it.each(['disconnected', 'full', 'timeout', 'closed'] as const)(
    'is "unavailable" when the bus brings no answer: %s (P6)',
    (reason) => {
      expect(refusalIn(new BusUnavailableError(reason))?.kind).toBe('unavailable');
    },
  );
});
