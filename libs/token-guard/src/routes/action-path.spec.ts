import { ActionPath } from './action-path.js';

describe('an action path', () => {
  it('says what a request asks for, with its ids', () => {
    const path = new ActionPath('bot/{botId}/session/create');
    expect(path.ids).toEqual(['botId']);
    expect(path.filledWith({ botId: '7', id: '8' })).toBe('bot/7/session/create');
  });

  it('shows an id so that nothing in it can be taken for a segment', () => {
    const path = new ActionPath('contacts/{id}/fetch');
    expect(path.filledWith({ id: 'a/b' })).toBe('contacts/a%2Fb/fetch');
    expect(path.filledWith({ id: '"\r\n' })).toBe('contacts/%22%0D%0A/fetch');
    expect(path.filledWith({})).toBe('contacts//fetch');
  });

  it.each([
    '',
    '/contacts',
    'contacts/',
    'contacts//list',
    'Contacts/list',
    'contacts/*',
    'contacts/:id',
    'a/{}',
    'a/{i d}',
    'a b',
    'a/{id}x',
  ])('is not written so: %p', (text) => {
    expect(() => new ActionPath(text)).toThrow(`${text} is no action path`);
  });
});
