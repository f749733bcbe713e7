import { readPhone } from './phone.js';

describe('a phone number', () => {
  it.each([
    ['+14155552671', '+14155552671', 'US'],
    ['+1 (415) 555-2671', '+14155552671', 'US'],
    ['+44 20 7946 0958', '+442079460958', 'GB'],
    ['+49 (0) 30 901820', '+4930901820', 'DE'],
    ['+870 773 111 632', '+870773111632', null],
  ])('is read: %s is %s of %s', (text, e164, country) => {
    expect(readPhone(text)).toEqual({ e164, country });
  });

  it.each([
    ['', 'there is nothing'],
    ['415 555 2671', 'nobody knows of which country'],
    ['+1', 'it has no number'],
    ['+15550100', 'it is too short for its country'],
    ['+1415555267123', 'it is too long for its country'],
    ['+999123456789', 'there is no such country'],
    ['call +14155552671', 'there is more than a number'],
    ['+14155552671\nBcc: x', 'there is more than a number'],
  ])('is none: %j, for %s', (text) => {
    expect(readPhone(text)).toBeNull();
  });
});
